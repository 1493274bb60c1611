PLANTED = True
raise SystemExit("hostile-found numpy.py")
