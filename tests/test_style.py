"""The gates of the house style, over every module of the package."""

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ccdsl"
MODULES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py")))
LONGEST_FUNCTION = 40
LONGEST_FILE = 300

UNTYPED = {
    "ccdsl/_build_hook.py": "the build hands over plain data",
    "ccdsl/model/queues.py": "a queue's lines are merged by their field names",
    "ccdsl/syntax/lower/": "Lark's trees have no types of ours",
    "ccdsl/syntax/machine.py": "the same",
    "ccdsl/syntax/table.py": "Lark's tables are read from JSON",
}
"""Where `Any`, `cast` and `type: ignore` are allowed, and why."""

LAYERS = (
    ("record",),
    ("source",),
    ("diagnostics",),
    ("syntax",),
    ("model",),
    ("simulate",),
    ("rules", "analysis", "backends", "importers"),
    ("compiler",),
    ("lifecycle", "scenarios"),
    ("report",),
    ("store", "drawing"),
    ("cli", "lsp"),
    ("__main__",),
)
ANYWHERE = ("", "resources")
"""Everything may name the package's version and read the files that ship with it."""
ALONE = ("runtime", "_build_hook")
"""`runtime` is what a platform installs: it imports nothing else of the package."""


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return a function's lines, its signature included, its decorators not."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    lengths = [length(node) for module in MODULES for node in functions(module)]
    assert median(lengths) <= 10
    assert quantiles(lengths, n=10)[8] < 25


@pytest.mark.parametrize("module", MODULES)
def test_no_function_and_no_file_is_long(module: str) -> None:
    long = [f"{n.name}:{n.lineno}" for n in functions(module) if length(n) > LONGEST_FUNCTION]
    assert long == []
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) < LONGEST_FILE


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_is_documented(module: str) -> None:
    assert ast.get_docstring(tree(module))
    assert [node.name for node in public(tree(module)) if not ast.get_docstring(node)] == []


def public(
    parent: ast.Module | ast.ClassDef,
) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield what others may name: classes, functions, and the methods of such classes."""
    for node in parent.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_") and not is_overload(node):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def is_overload(node: ast.AST) -> bool:
    return any(
        isinstance(each, ast.Name) and each.id == "overload"
        for each in getattr(node, "decorator_list", ())
    )


@pytest.mark.parametrize("module", MODULES)
def test_types_are_not_waved_through(module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    names = {node.id for node in ast.walk(tree(module)) if isinstance(node, ast.Name)}
    found = sorted(names & {"Any", "cast"}) + re.findall(r"# type: ignore", text)
    if not module.startswith(tuple(UNTYPED)):
        assert found == []


def test_no_exception_to_the_types_is_idle() -> None:
    for place in UNTYPED:
        texts = [(ROOT / m).read_text(encoding="utf-8") for m in MODULES if m.startswith(place)]
        assert any(re.search(r"\b(Any|cast)\b|# type: ignore", text) for text in texts), place


@pytest.mark.parametrize("module", MODULES)
def test_modules_import_only_from_layers_to_their_left(module: str) -> None:
    own = layer_of(module.removesuffix(".py").replace("/", "."))
    for imported in imports(module):
        other = layer_of(imported)
        if own in ALONE:
            allowed = other == own or (own == "_build_hook" and other == "syntax")
        else:
            allowed = other == own or other in ANYWHERE or level(other) < level(own)
        assert allowed, f"{own} may not import {imported}"


def layer_of(name: str) -> str:
    """Return the layer of a dotted name: the part after the package's."""
    return [*name.split("."), ""][1].removesuffix("__init__")


def level(layer: str) -> int:
    if layer in ANYWHERE:
        return -1
    return next(number for number, names in enumerate(LAYERS) if layer in names)


def imports(module: str) -> Iterator[str]:
    """Yield every module of the package that one imports, wherever in it that stands."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "ccdsl":
                yield from (f"ccdsl.{alias.name}" for alias in node.names if is_module(alias.name))
            elif (node.module or "").startswith("ccdsl."):
                yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("ccdsl."))


def is_module(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


FORBIDDEN_BELOW_STORE = {
    *("os", "pathlib", "shutil", "tempfile", "subprocess", "socket", "logging", "random"),
    *("time", "secrets", "uuid", "locale", "urllib.request", "http", "threading"),
}
OUTSIDE = {
    "ccdsl/resources.py": "reads what ships with the package",
    "ccdsl/runtime/": "loads a table from a file",
    "ccdsl/store/": "is where files are read and written",
    "ccdsl/cli/": "is where the world is",
    "ccdsl/drawing/": "has pictures laid out by another program",
    "ccdsl/_build_hook.py": "runs in the build only",
}


@pytest.mark.parametrize("module", MODULES)
def test_the_core_touches_nothing_outside(module: str) -> None:
    if module.startswith(tuple(OUTSIDE)):
        return
    named = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            named.add(node.module or "")
    assert sorted(named & FORBIDDEN_BELOW_STORE) == []
    called = {node.func.id for node in ast.walk(tree(module)) if is_plain_call(node)}
    assert sorted(called & {"open", "print", "input", "eval", "exec"}) == []


def is_plain_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize(
    "words",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["ruff-check", "ruff-format", "mypy"],
)
@pytest.mark.slow
def test_the_linters_have_nothing_to_say(words: tuple[str, ...]) -> None:
    if importlib.util.find_spec(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    ended = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-5000:] + ended.stderr[-2000:]


def test_every_ignored_lint_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^ +"[A-Z]+[0-9]*",(.*)$', text, re.MULTILINE)
    assert lines
    assert all(re.fullmatch(r" +# \S.*", rest) for rest in lines), lines


@pytest.mark.parametrize("module", MODULES)
def test_every_suppressed_lint_has_its_reason(module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    for line in text.splitlines():
        if "# noqa" in line:
            assert re.search(r"# noqa: [A-Z0-9, ]+ - \S", line), line
