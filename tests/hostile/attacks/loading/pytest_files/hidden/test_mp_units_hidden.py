def test_row_k_writes_k(student):
    pass
