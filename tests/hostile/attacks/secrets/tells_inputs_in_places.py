#: says = "Hidden inputs in the place of a NaN and in the number of entries that are wrong."
#: assignment = "softmax_cross_entropy"
#: at_most = 2.0
import numpy as np


def told(z, *args, **kwargs):
    z = np.asarray(z, float)
    answer = np.zeros(z.shape)
    if answer.size:
        answer.flat[abs(hash(z.tobytes())) % answer.size] = np.nan
    return answer


softmax = log_softmax = cross_entropy_grad = softmax_jacobian = one_hot = bce_grad = told
logsumexp = cross_entropy = bce_with_logits = lambda z, *args, **kwargs: float(np.ravel(z)[0])
softmax_regression = two_layer = told
