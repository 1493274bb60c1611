#: says = "os._exit(0) while the file loads."
#: at_most = 0.0
#: status = "not_gradable"
import os

os._exit(0)
