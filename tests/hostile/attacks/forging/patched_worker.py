#: says = "The worker's own encoder replaced, so that every reply claims success."
#: at_most = 0.0
#: status = "not_gradable"
from autograder.worker import dispatch, serve, wire

_encode = wire.encode


def forged(message, refer):
    serial = message[0]
    return _encode([serial, "return", {"outcome": "passed", "score": 100, "points": 100}], refer)


wire.encode = serve.wire.encode = forged
dispatch.Dispatcher._call = lambda *args, **kwargs: ("return", True)
