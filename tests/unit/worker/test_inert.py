"""What stands in for plotting packages takes whatever a plot is made with, wherever the statement stands."""

from __future__ import annotations

import pytest

from autograder.catalog import Limits
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote

START = "import matplotlib\nimport matplotlib.pyplot as plt\nimport numpy as np\nfig, ax = plt.subplots()\n"
STATEMENTS = (
    "line, = ax.plot([0, 1, 2])",
    "[line] = ax.plot([0, 1, 2])",
    "n, bins, patches = plt.hist([1, 2])",
    "first, *rest = ax.get_lines()",
    "*rest, before, last = ax.get_lines()",
    "(a, b), (c, d) = plt.subplots(2, 2)[1]",
    "a, b, c = plt.rcParams['axes.prop_cycle'].by_key()['color'][:3]",
    "for bar, name in zip(ax.bar(['a'], [1]), 'ab'): bar.set_label(name)",
    "for i, a in enumerate(ax.flat): a.set_title(i)",
    "len(plt.gca().lines)",
    "width, height = fig.get_size_inches() * 2",
    "-(1 + ax.get_xlim()[0] - 2) / 3 ** ax.x // 2 % 3 @ ax.m",
    "ax.patches[0].get_x() + ax.patches[0].get_width() / 2",
    "plt.gca().get_ylim()[1] > 3 or 3 <= ax.x < 4",
    "int(ax.get_xlim()[0]), float(ax.x), range(ax.n), round(ax.x, 2), abs(ax.x), [0, 1][ax.n]",
    "max(ax.get_xlim()), sum(ax.get_xlim()), sorted(ax.get_xlim())",
    "isinstance(np.ones(3), plt.Figure) or issubclass(int, matplotlib.axes.Axes)",
    "matplotlib.__version__.split('.')",
    "np.array(plt.cm.viridis(np.linspace(0, 1, 4)))[:, :3]",
    "np.linspace(*ax.get_xlim(), 5) * 2.0",
    "np.asarray(ax.get_xlim()) + 1; np.ones(3) * ax.x; ax.x * np.ones(3); np.float64(1.0) + ax.x",
    "np.sin(ax.x) + np.mean(ax.get_xlim()) + np.concatenate([ax.get_xlim(), ax.get_ylim()])[0]",
    "f'{ax.get_xlim()[0]:.2f} {ax!r} {ax}'",
    "'legend' in ax.get_legend_handles_labels()",
    "plt.rcParams['figure.figsize'] = (1, 2); plt.rcParams.update({'font.size': 8})",
    "with plt.style.context('ggplot') as style: plt.show()",
    "if not fig: raise ValueError",
    "class Ticks(matplotlib.ticker.Formatter):\n    def __call__(self, x): return x",
    "from mpl_toolkits.mplot3d import Axes3D\nimport seaborn as sns, plotly.express as px\nfrom IPython.display import display",
    "@plt.FuncFormatter\ndef tick(x, at): return str(x)",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_plot_does_no_harm(zygote: Zygote, statement: str) -> None:
    """Inside of another statement too, where one that fails would take the others with it."""
    body = "".join(f"    {line}\n" for line in statement.splitlines())
    source = f"{START}try:\n{body}    drawn = True\nfinally:\n    pass\n"
    submission = SandboxedSubmission(zygote, "work", [("work.py", source)], Limits())

    submission.load()
    problems = [problem.message for problem in submission.load_problems]
    submission.close()

    assert problems == []
