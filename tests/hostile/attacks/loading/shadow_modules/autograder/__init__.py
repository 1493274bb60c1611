raise SystemExit("hostile-found autograder")
