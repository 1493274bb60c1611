raise SystemExit("hostile-found package")
