#: says = "Not UTF-8 and not declared."
#: at_most = 0.0
#: status = "not_gradable"

NAME = "café"
