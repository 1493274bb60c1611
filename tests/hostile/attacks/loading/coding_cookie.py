# -*- coding: utf_7 -*-
#: says = "A declared encoding in which the visible text is other code."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]

X = "+AA0-import os; os._exit(0)+AA0-"
