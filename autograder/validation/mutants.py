"""Generate mutants of a reference solution: the whole file with one small change, each with a name that lasts."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import libcst as cst

from autograder.validation.mutation import changed

# What no check can or should see: what is said in errors, what is imported, what is promised in types.
_UNSEEN: Final = (cst.Raise, cst.Import, cst.ImportFrom, cst.Annotation, cst.Decorator)
_TYPES: Final = frozenset({"NDArray", "Callable", "list", "tuple", "dict", "Sequence", "Literal"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """A reference solution with one change; `name` tells where and which, whatever else the file holds."""

    name: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of a solution's text, in the order of the file; none does what another does."""
    module = cst.parse_module(source)
    texts = [module.code_for_node(statement) for statement in module.body]
    found: list[Mutant] = []
    names: Counter[str] = Counter()
    for index, statement in enumerate(module.body):
        if _is_alias(statement):
            continue
        seen = {_meaning(texts[index]), ""}
        for text in _variants(module, statement):
            meaning = _meaning(text)
            if meaning in seen:
                continue
            seen.add(meaning)
            whole = "".join([*_header(module), *texts[:index], text, *texts[index + 1 :], *_footer(module)])
            name = _name(_label(statement), texts[index], text)
            names[name] += 1
            found.append(Mutant(name if names[name] == 1 else f"{name} ({names[name]})", whole))
    return found


def _variants(module: cst.Module, statement: cst.CSTNode) -> Iterator[str]:
    visitor = _Collector()
    statement.visit(visitor)
    for node, new in visitor.found:
        yield module.code_for_node(statement.deep_replace(node, new))


class _Collector(cst.CSTVisitor):
    """Walk over a statement and collect what its nodes may become."""

    def __init__(self) -> None:
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []
        self._words: set[cst.CSTNode] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _UNSEEN) or _is_docstring(node) or node in self._words:
            return False
        words = _words_for_errors(node)
        self._words.update(words)
        self.found += [(node, new) for new in changed(node) if not _removes_only(new, node, words)]
        return True


def _words_for_errors(node: cst.CSTNode) -> list[cst.CSTNode]:
    """Return the strings given to a private helper, which names an argument with them in its errors."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value.startswith("_"):
        return [arg.value for arg in node.args if isinstance(arg.value, cst.SimpleString)]
    return []


def _removes_only(new: cst.CSTNode, node: cst.CSTNode, words: list[cst.CSTNode]) -> bool:
    """Tell whether a call differs from another one in nothing but one of those strings."""
    if not (words and isinstance(new, cst.Call) and isinstance(node, cst.Call) and len(new.args) == len(node.args)):
        return False
    pairs = zip(new.args, node.args, strict=True)
    return all(left is right or right.value in words for left, right in pairs) and new.func is node.func


def _is_alias(statement: cst.CSTNode) -> bool:
    """Tell whether a statement names a type: `Floats = NDArray[np.float64]`."""
    if not isinstance(statement, cst.SimpleStatementLine) or not isinstance(statement.body[0], cst.Assign):
        return False
    value = statement.body[0].value
    return isinstance(value, cst.Subscript) and isinstance(value.value, cst.Name) and value.value.value in _TYPES


def _is_docstring(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString)


def _header(module: cst.Module) -> list[str]:
    return [line for line in [module.with_changes(body=[], footer=[]).code] if line]


def _footer(module: cst.Module) -> list[str]:
    return [module.code_for_node(line) for line in module.footer]


def _meaning(source: str) -> str:
    """Return what two texts share that do the same; nothing for what is not Python."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:
        return ""


def _label(statement: cst.CSTNode) -> str:
    return statement.name.value if isinstance(statement, cst.FunctionDef | cst.ClassDef) else "module"


def _name(label: str, before: str, after: str) -> str:
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return f"{label}: {_joined(old)}  →  {_joined(new)}"


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
