#: says = "HTML, SVG, Markdown images and data URLs in every text that a report may show."
#: at_most = 0.0

TEXT = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
    "![x](https://example.com/x.png)[click](javascript:alert(1))<a href='data:text/html,<script>1</script>'>x</a>"
    "</textarea></title></style><iframe srcdoc='x'>&lt;{{ 7*7 }}{% raw %}${7*7}$\\href{javascript:1}{x}$"
)


def show(*args, **kwargs):
    raise ValueError(TEXT)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = show
raise RuntimeError(TEXT)
