"""The machine: what is installed, and what can be drawn or counted with it."""

import json
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from ccdsl import __version__
from ccdsl.cli.examination import Note, fine, remark, wrong
from ccdsl.resources import find_resource

_NEEDED = ("click", "graphviz", "jsonschema", "lark", "ruamel.yaml", "tzdata")


def examine_machine() -> Iterator[Note]:
    """Yield what there is to say about this machine."""
    yield fine(f"ccdsl {__version__} on Python {platform.python_version()}, {platform.system()}")
    yield from _packages()
    yield _grammar()
    yield _pictures()
    yield _batch()


def _packages() -> Iterator[Note]:
    found = []
    for name in _NEEDED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield wrong(f"{name} is not installed; install ccdsl again")
    yield fine(", ".join(found))


def _grammar() -> Note:
    """Return whether the parse table that ships with the package fits its grammar."""
    from ccdsl.syntax.table import checksum

    grammar, table = find_resource("grammar/ccdsl.lark"), find_resource("grammar/table.json")
    if grammar is None:
        return wrong("the grammar is missing; install ccdsl again")
    if table is not None and json.loads(table).get("checksum") == checksum(grammar):
        return fine("the parse table is ready-made")
    return remark("the parse table is made anew in every run, which is slow; install ccdsl again")


def _pictures() -> Note:
    from ccdsl.drawing.renderers import available

    found = [f"{name} ({what})" for name, what in available().items()]
    if found:
        return fine(f"SVG pictures can be laid out by {', '.join(found)}")
    return wrong("there is nothing to lay SVG pictures out; install ccdsl again")


def _batch() -> Note:
    if find_spec("numpy") is None:
        return remark("decisions in batches need NumPy; `pip install 'ccdsl[batch]'` adds it")
    return fine(f"decisions in batches use NumPy {version('numpy')}")
