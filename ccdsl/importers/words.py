"""Values and conditions of the routing table as the language writes them."""

import re
from collections.abc import Iterable, Mapping

from ccdsl.importers.fields import Record, TableError, as_list, as_record, maybe, text, texts
from ccdsl.model.canonical import Json
from ccdsl.model.words import duration

_NAME = re.compile(r"[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*")
_DURATIONS = ("wait", "expected-wait")
Types = Mapping[str, str]
"""The type of every attribute, by name."""


def quoted(value: str) -> str:
    """Return a text in quotation marks."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def listed(words: Iterable[str]) -> str:
    """Return words with commas between them."""
    return ", ".join(words)


def value(said: Json, attribute: str, types: Types) -> str:
    """Return what an attribute is set to or compared with."""
    if isinstance(said, int):
        return str(said)
    if not isinstance(said, str):
        raise TableError(f"attribute `{attribute}` cannot hold `{said}`")
    match types.get(attribute):
        case "digits" | "phone":
            return said
        case "text":
            return quoted(said)
        case _:
            return said if _NAME.fullmatch(said) else quoted(said)


def condition(said: Json, types: Types) -> str:
    """Return a condition in normal form, as written."""
    form = as_record(said)
    for word, joint in (("all", " and "), ("any", " or ")):
        if word in form:
            return joint.join(_part(each, types) for each in as_list(form[word]))
    if "not" in form:
        return f"not {_part(form['not'], types)}"
    return _test(form, types)


def _part(said: Json, types: Types) -> str:
    written = condition(said, types)
    form = as_record(said)
    return f"({written})" if "all" in form or "any" in form else written


def _test(form: Record, types: Types) -> str:
    match text(form, "test"):
        case "caller" | "dialed" as subject:
            named = (*texts(form, "numbers"), *texts(form, "prefixes"), *texts(form, "lists"))
            return f"{subject} in {listed(named)}"
        case "withheld":
            return "caller is withheld"
        case "entry" | "channel" | "language" as subject:
            return f"{subject} in {listed(texts(form, 'in'))}"
        case "attribute":
            return _attribute(form, types)
        case "hours":
            return f"hours {text(form, 'hours')} is {text(form, 'is')}"
        case "flag":
            return f"flag {text(form, 'flag')} is on"
        case _:
            return _figure(form)


def _attribute(form: Record, types: Types) -> str:
    name = text(form, "attribute")
    if "compare" in form:
        return f"{name} {text(form, 'compare')} {form['value']}"
    values = [value(each, name, types) for each in as_list(form.get("in", ()))]
    return f"{name} in {listed((*values, *texts(form, 'prefixes')))}"


def _figure(form: Record) -> str:
    queue = maybe(form, "queue")
    head = "" if queue is None else f"queue {queue} has "
    if text(form, "test") == "full":
        return f"{head}full"
    name, bound = text(form, "figure"), form["value"]
    said = duration(bound) if name in _DURATIONS and isinstance(bound, int) else str(bound)
    return f"{head}{name} {text(form, 'compare')} {said}"
