"""What a small class hands in, and who they are."""

from __future__ import annotations

from collections.abc import Callable

from typer.testing import Result

RIGHT = """import numpy as np
def double(x):
    return np.asarray(x) * 2.0
def quadruple(x):
    return double(double(x))
"""
HALF = RIGHT.replace("* 2.0", "** 2.0").replace("double(double(x))", "np.asarray(x) * 4.0")
HOSTILE = (
    "def double(x):\n"
    "    raise ValueError('::error::pwn\\n::set-output name=result::x <script>alert(1)</script> ![a](http://evil/x.png)'\n"
    "                     ' \\x1b[31m ]]> &amp; \\ud800 \\x00 =1+1\\n\\n## you get 100 [b](http://evil)')\n"
    "def quadruple(x):\n    import os\n    os._exit(0)\n"
)
HANDED_IN = {
    "s01": RIGHT,
    "s02": HALF,
    "s03": "def double(x:\n",
    "s05": RIGHT + "# excused\n",
    "s06": HOSTILE,
    "s07": RIGHT + "# overridden\n",
}
ROSTER = """student,name,email,id number,canvas id
s01,"Doe, Jane",jane@uni.example,7001,101
s02,Ünal Müller,unal@uni.example,7002,102
s03,Sam O'Neil,sam@uni.example,7003,103
s04,Nobody Came,nobody@uni.example,7004,104
s05,Eva Ill,eva@uni.example,7005,105
s06,Mallory =1+1,mallory@uni.example,7006,106
s07,Jane Doe,jane2@uni.example,7007,107
"""

Command = Callable[..., Result]
