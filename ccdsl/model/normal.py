"""Conditions in their normal form: what two ways to write one test have in common.

A tree of `all` and `any` over literals. `not` stands at single tests only, nested lists of one kind
are one list, the parts of a list are sorted by their canonical JSON and none is there twice, a list
of one part is that part. `closed` is `not open`, `off` is `not on`, `queue Q has A, B` is `all`.
"""

from collections.abc import Iterable, Mapping
from typing import assert_never

from ccdsl.model.canonical import Json, canonical_json, present
from ccdsl.syntax import ast

Attributes = Mapping[str, ast.Attribute]


def normal(condition: ast.Condition, attributes: Attributes) -> Json:
    """Return the normal form; the types of `attributes` say how values are compared."""
    return _form(condition, attributes, holds=True)


def value_of(value: ast.Value, attribute: ast.Attribute | None) -> str | int:
    """Return a literal as an attribute holds it: `digits` keep their zeros, figures are numbers."""
    match value:
        case ast.Whole():
            return value.text if attribute and attribute.type == "digits" else value.value
        case ast.Name():
            return value.text
        case ast.Phone():
            return value.number
        case ast.Prefix():
            return f"{value.digits}*"
        case ast.Text():
            return value.value


def _form(condition: ast.Condition, attributes: Attributes, *, holds: bool) -> Json:
    """Return the normal form of a condition, or of its opposite."""
    match condition:
        case ast.Or():
            parts = [_form(part, attributes, holds=holds) for part in condition.parts]
            return _join("any" if holds else "all", parts)
        case ast.And():
            parts = [_form(part, attributes, holds=holds) for part in condition.parts]
            return _join("all" if holds else "any", parts)
        case ast.Not():
            return _form(condition.part, attributes, holds=not holds)
        case ast.QueueTest():
            figures = [
                _literal(_figure(part, condition.queue.text), holds=holds)
                for part in condition.figures
            ]
            return _join("all" if holds else "any", figures)
        case ast.FlagTest():
            flag = {"test": "flag", "flag": condition.flag.text}
            return _literal(flag, holds=holds is condition.on)
        case ast.HoursTest(state="closed"):
            return _literal(_hours(condition.hours, "open"), holds=not holds)
        case _:
            return _literal(_atom(condition, attributes), holds=holds)


def _atom(condition: ast.Condition, attributes: Attributes) -> Json:
    match condition:
        case ast.CallerWithheld():
            return {"test": "withheld"}
        case ast.NumberTest():
            return _numbers(condition)
        case ast.EntryTest():
            return _words("entry", (name.text for name in condition.entries))
        case ast.ChannelTest():
            return _words("channel", (name.text for name in condition.channels))
        case ast.LanguageTest():
            return _words("language", (language.tag for language in condition.languages))
        case ast.AttributeTest():
            return _attribute(condition, attributes)
        case ast.AttributeCompare():
            name, bound = condition.attribute.text, condition.bound.value
            return {
                "test": "attribute",
                "attribute": name,
                "compare": condition.operator,
                "value": bound,
            }
        case ast.HoursTest():
            return _hours(condition.hours, condition.state)
        case ast.Figure() | ast.Full():
            return _figure(condition, None)
        case _:
            raise TypeError(type(condition).__name__)


def _literal(atom: Json, *, holds: bool) -> Json:
    return atom if holds else {"not": atom}


def _join(word: str, parts: Iterable[Json]) -> Json:
    """Return a list of parts, flat, sorted, each once."""
    flat: dict[str, Json] = {}
    for part in parts:
        inner = part[word] if isinstance(part, Mapping) and word in part else [part]
        for each in inner if isinstance(inner, list) else ():
            flat[canonical_json(each)] = each
    kept = [flat[key] for key in sorted(flat)]
    return kept[0] if len(kept) == 1 else {word: kept}


def _numbers(condition: ast.NumberTest) -> Json:
    values = condition.values
    return present(
        test=condition.subject,
        numbers=_sorted(each.number for each in values if isinstance(each, ast.Phone)),
        prefixes=_sorted(f"{each.digits}*" for each in values if isinstance(each, ast.Prefix)),
        lists=_sorted(each.text for each in values if isinstance(each, ast.Name)),
    )


def _attribute(condition: ast.AttributeTest, attributes: Attributes) -> Json:
    name = condition.attribute.text
    prefixes = [each for each in condition.values if isinstance(each, ast.Prefix)]
    others = {
        canonical_json(value): value
        for each in condition.values
        if not isinstance(each, ast.Prefix)
        for value in [value_of(each, attributes.get(name))]
    }
    fields: dict[str, Json] = {"in": [others[key] for key in sorted(others)] or None}
    return present(
        test="attribute",
        attribute=name,
        prefixes=_sorted(f"{each.digits}*" for each in prefixes),
        **fields,
    )


def _figure(figure: ast.Figure | ast.Full, queue: str | None) -> Json:
    """Return a test of a queue's figure; without a queue it is the contact's own."""
    match figure:
        case ast.Full():
            return present(test="full", queue=queue)
        case ast.Figure():
            bound = figure.bound
            value = bound.ms if isinstance(bound, ast.Duration) else bound.value
            name, compare = figure.figure, figure.operator
            return present(test="figure", queue=queue, figure=name, compare=compare, value=value)
        case _:
            assert_never(figure)


def _hours(hours: ast.Name, state: str) -> Json:
    return {"test": "hours", "hours": hours.text, "is": state}


def _words(test: str, words: Iterable[str]) -> Json:
    return {"test": test, "in": sorted(set(words))}


def _sorted(words: Iterable[str]) -> list[Json] | None:
    """Return the words sorted, each once, or None where there is none."""
    kept: list[Json] = [*sorted(set(words))]
    return kept or None
