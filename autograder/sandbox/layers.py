"""Which layers `strict` needs, and what to say when one is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

# Each group needs one of its layers.
REQUIRED: Final = (
    ("fresh-interpreter",),
    ("seccomp",),
    ("landlock", "empty-root", "unprivileged-user"),
    ("no-new-privileges",),
    ("no-capabilities",),
    ("resource-limits",),
)
_REMEDIES: Final = {
    "seccomp": "Install libseccomp (Debian and Ubuntu: apt install libseccomp2; Fedora: dnf install libseccomp). "
    "Where a container's own rules refuse filters, grade outside of it.",
    "landlock": "Use Linux 5.13 or later with Landlock, allow user namespaces, or run as root.",
}


def missing_for_strict(on: Sequence[str], missing: Mapping[str, str]) -> str:
    """Return why these layers are not enough for `strict`, or nothing."""
    for group in REQUIRED:
        if not set(group) & set(on):
            reasons = "; ".join(f"{name}: {missing.get(name, 'not tried')}" for name in group)
            remedy = _REMEDIES.get(group[0], "Grading needs Linux.")
            return (
                f"the strict sandbox lacks {' or '.join(group)} here ({reasons}). {remedy} "
                "Or accept a weaker one by name: --sandbox basic."
            )
    return ""
