raise SystemExit("hostile-found usercustomize")
