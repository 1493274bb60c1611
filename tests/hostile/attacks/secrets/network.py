#: says = "DNS, TCP, UDP, raw, netlink, unix, abstract and vsock sockets."
#: at_most = 0.0
import socket
import urllib.request

FOUND = []
for family in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            FOUND.append(socket.socket(getattr(socket, family, 0), kind))
        except OSError:
            pass
for look in (
    lambda: socket.getaddrinfo("example.com", 80),
    lambda: socket.create_connection(("127.0.0.1", 22), 0.1),
    lambda: urllib.request.urlopen("http://169.254.169.254/", timeout=0.1),
    lambda: socket.socketpair(),
    lambda: socket.gethostbyname(socket.gethostname()),
):
    try:
        FOUND.append(look())
    except Exception:
        pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
