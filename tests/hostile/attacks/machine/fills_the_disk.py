#: says = "Files and inodes without end, wherever one might be made."
#: at_most = 0.0
import os
import tempfile

for folder in ("/tmp", "/dev/shm", "/var/tmp", ".", "/", "/proc", os.path.expanduser("~")):
    for number in range(1000):
        try:
            with open(f"{folder}/hostile-was-here-{number}", "wb") as stream:
                stream.write(b"x" * 2**20)
        except OSError:
            break
    try:
        os.mkdir(f"{folder}/hostile-was-here")
        os.mkfifo(f"{folder}/hostile-was-here-fifo")
    except OSError:
        pass
try:
    tempfile.mkdtemp()
except OSError:
    pass
