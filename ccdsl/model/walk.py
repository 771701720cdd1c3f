"""Walking the tree: every record below a record, in the order of its fields."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

from ccdsl.syntax import ast

_LEAVES = (
    ast.Text,
    ast.Whole,
    ast.Phone,
    ast.Prefix,
    ast.Day,
    ast.Clock,
    ast.Hours,
    ast.Duration,
    ast.Percent,
    ast.Language,
    ast.Zone,
    ast.Country,
    ast.Days,
    ast.Key,
    ast.Name,
)


def walk(node: object) -> Iterator[object]:
    """Yield `node` and every record below it, literals and names apart."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        for name in reversed(_inner_fields(type(current))):
            value = getattr(current, name)
            if value is None:
                continue
            if isinstance(value, tuple):
                stack.extend(part for part in reversed(value) if is_record(type(part)))
            elif is_record(type(value)):
                stack.append(value)


_RECORDS: dict[type, bool] = {}
_INNER: dict[type, tuple[str, ...]] = {}


def is_record(kind: type) -> bool:
    """Whether values of this type are inner records of the tree."""
    found = _RECORDS.get(kind)
    if found is None:
        found = _RECORDS[kind] = is_dataclass(kind) and kind not in _LEAVES
    return found


def _inner_fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a record that can hold further records."""
    found = _INNER.get(kind)
    if found is None:
        found = _INNER[kind] = _find_inner_fields(kind)
    return found


def _find_inner_fields(kind: type) -> tuple[str, ...]:
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind, vars(ast))
    return tuple(field.name for field in fields(kind) if _holds_records(hints[field.name]))


def _holds_records(hint: object) -> bool:
    if isinstance(hint, type) and is_record(hint):
        return True
    return any(_holds_records(part) for part in get_args(hint))
