#: says = "The reference, lent in place of a wrong function, asked for more time than there is."
#: assignment = "softmax_cross_entropy"
#: at_most = 0.0
import numpy as np

softmax = logsumexp = log_softmax = one_hot = softmax_jacobian = lambda *a, **k: None


def busy(*args, **kwargs):
    while True:
        softmax_jacobian(np.zeros(2800))


cross_entropy = cross_entropy_grad = softmax_regression = two_layer = bce_with_logits = busy
