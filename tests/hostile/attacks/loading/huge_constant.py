#: says = "Constants that the compiler folds into gigabytes."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
X = "x" * 10**9 * 10**9
Y = 2 ** 10**9 ** 10**9
Z = (0,) * 10**12
