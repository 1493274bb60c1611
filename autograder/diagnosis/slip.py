"""A slip: what a node of a right solution becomes."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """What a node becomes, the kind of slip it is, and the part of the formula it is about, if there is one."""

    kind: str
    node: ast.AST
    about: ast.AST | None = None
