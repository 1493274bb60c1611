truth_table = lambda n: None
