"""The grammar and the schemas: found in the installed package, or beside it in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def find_resource(name: str) -> str | None:
    """Return the text of `grammar/…` or `schemas/…`, or None where there is no such file."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None


@cache
def read_resource(name: str) -> str:
    """Return the text of a file that ships with the package; raises FileNotFoundError."""
    text = find_resource(name)
    if text is None:
        raise FileNotFoundError(name)
    return text


def list_resources(folder: str) -> tuple[str, ...]:
    """Return the names of the files in `grammar` or `schemas`, sorted; none if it is not there."""
    roots = [root / folder for root in (_PACKAGE / "_data", _PACKAGE.parent)]
    return tuple(sorted({path.name for root in roots if root.is_dir() for path in root.iterdir()}))
