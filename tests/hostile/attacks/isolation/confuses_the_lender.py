#: says = "The reference, lent in place of a wrong function, given whatever may break it, to make the check ours to blame."
#: assignment = "softmax_cross_entropy"
#: at_most = 0.0
import numpy as np


class Thing:
    pass


ODD = [Thing(), None, "x", 2**500, [[1], [2, 3]], {1: 2}, np.empty((0, 0)), np.full((2, 2), np.nan), lambda z: z, 1j]
softmax = logsumexp = log_softmax = one_hot = softmax_jacobian = cross_entropy_grad = lambda *a, **k: None


def confuse(*args, **kwargs):
    for value in ODD:
        for lent in (softmax, logsumexp, log_softmax, one_hot, softmax_jacobian):
            for arguments in ((value,), (value, value), (*args, value)):
                try:
                    lent(*arguments)
                except RuntimeError:
                    pass
    return softmax(ODD[7])


cross_entropy = softmax_regression = two_layer = bce_with_logits = confuse
