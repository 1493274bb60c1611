#: says = "Wrong while its own functions are used, and made of the lent ones as soon as there are any."
#: assignment = "softmax_cross_entropy"
#: at_most = 8.0

softmax = lambda z: None
logsumexp = lambda z: None
one_hot = lambda y, K: None


def log_softmax(z):
    return __import__("numpy").log(softmax(z)) if softmax(z) is not None else None


def cross_entropy(z, y):
    return None


def softmax_jacobian(p):
    return None
