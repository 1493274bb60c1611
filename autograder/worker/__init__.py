"""The untrusted side: everything that runs in the same process as a student's code.

Imports the standard library, NumPy, msgpack and this package; nothing else of ours.
"""
