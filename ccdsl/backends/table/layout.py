"""JSON that diffs well: two-space indentation, and on one line whatever fits there."""

import json
from collections.abc import Mapping

from ccdsl.model.canonical import Json

_WIDTH = 100


def lay_out(value: Json) -> str:
    """Return the text of a value, with a line end; its keys stay in the order they have."""
    return _text(value, 0, 0) + "\n"


def _text(value: Json, indent: int, used: int) -> str:
    """Return a value that begins after `used` more characters than its indentation."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent + used <= _WIDTH:
        return flat
    inner = indent + 2
    match value:
        case Mapping():
            return _block("{}", [_field(*field, inner) for field in value.items()], indent)
        case list():
            return _block("[]", [_text(part, inner, 1) for part in value], indent)
        case _:
            return flat


def _block(marks: str, rows: list[str], indent: int) -> str:
    pad = "\n" + " " * indent
    return f"{marks[0]}{pad}  {f',{pad}  '.join(rows)}{pad}{marks[1]}"


def _field(name: str, value: Json, indent: int) -> str:
    head = json.dumps(name, ensure_ascii=False) + ": "
    return head + _text(value, indent, len(head) + 1)
