"""Conditions in words, with titles in the place of names."""

from dataclasses import replace

from ccdsl.backends.matrix.names import Names, quoted, spaced
from ccdsl.model.words import words
from ccdsl.syntax import ast


def asked(condition: ast.Condition, names: Names) -> str:
    """Return a condition as a supervisor would say it."""
    return words(_renamed(condition, names))


def _renamed(condition: ast.Condition, names: Names) -> ast.Condition:
    """Return the condition with every name replaced by what people call it."""
    match condition:
        case ast.And() | ast.Or():
            parts = tuple(_renamed(part, names) for part in condition.parts)
            return replace(condition, parts=parts)
        case ast.Not():
            return replace(condition, part=_renamed(condition.part, names))
        case ast.FlagTest():
            return replace(condition, flag=_called(condition.flag, names.flag(condition.flag.text)))
        case ast.HoursTest():
            return replace(condition, hours=_quoted(condition.hours))
        case ast.QueueTest():
            title = names.queue(condition.queue.text)
            return replace(condition, queue=_called(condition.queue, title))
        case ast.EntryTest():
            entries = [_called(one, quoted(names.entry(one.text))) for one in condition.entries]
            return replace(condition, entries=tuple(entries))
        case ast.NumberTest():
            values = [
                _called(one, f"the list {quoted(spaced(one.text))}")
                if isinstance(one, ast.Name)
                else one
                for one in condition.values
            ]
            return replace(condition, values=tuple(values))
        case ast.AttributeTest():
            said = [_spaced(one) if isinstance(one, ast.Name) else one for one in condition.values]
            return replace(condition, attribute=_spaced(condition.attribute), values=tuple(said))
        case ast.AttributeCompare():
            return replace(condition, attribute=_spaced(condition.attribute))
        case _:
            return condition


def _called(name: ast.Name, text: str) -> ast.Name:
    return replace(name, text=text)


def _quoted(name: ast.Name) -> ast.Name:
    return _called(name, quoted(spaced(name.text)))


def _spaced(name: ast.Name) -> ast.Name:
    return _called(name, spaced(name.text))
