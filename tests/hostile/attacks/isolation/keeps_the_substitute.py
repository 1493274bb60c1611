#: says = "Everything is wrong on purpose: the functions lent for one check are kept and used for the checks of others."
#: assignment = "softmax_cross_entropy"
#: at_most = 0.0
import sys

KEPT = {}
NAMES = ("softmax", "logsumexp", "log_softmax", "one_hot", "cross_entropy", "cross_entropy_grad", "softmax_jacobian")


def function(name):
    def wrong(*args, **kwargs):
        scope = sys.modules["softmax_cross_entropy"].__dict__
        for other in NAMES:
            if getattr(scope.get(other), "__name__", "") == "function":
                KEPT[other] = scope[other]
        return KEPT[name](*args, **kwargs) if name in KEPT else None

    return wrong


for name in (*NAMES, "softmax_regression", "two_layer", "bce_with_logits"):
    globals()[name] = function(name)
