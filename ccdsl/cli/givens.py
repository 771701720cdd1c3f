"""What is given on the command line, from its words to the world: `claims: waiting 30, agents 4`.

Whatever cannot be read or names nothing is refused with the nearest word.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from ccdsl.cli.ends import Refusal
from ccdsl.model.program import Program
from ccdsl.simulate.world import (
    AttributeValue,
    LookupResult,
    Press,
    QueueState,
    Share,
    Transfer,
    TransferOutcome,
    Waits,
)
from ccdsl.syntax import ast

V = TypeVar("V", int, AttributeValue)
_UNITS = {"w": 604_800_000, "d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
_DURATION = re.compile(r"(?:\d+(?:ms|[smhdw]))+")
_PART = re.compile(r"(\d+)(ms|[smhdw])")
_PARTS = re.compile(r'(?:"[^"]*"|[^,])+')
_KEY = re.compile(r"\d+|star|pound")
_PHONE = re.compile(r"\+\d{5,15}")
_SIGNS = {"*": "star", "#": "pound"}
_COUNTS = ("agents", "available", "waiting")
_TIMES = ("expected-wait", "wait", "closes")
_OUTCOMES: tuple[TransferOutcome, ...] = ("answered", "busy", "no-answer", "failed")
_MOST_DIGITS = 18


def read_queues(program: Program, texts: Sequence[str]) -> dict[str, tuple[QueueState, ...]]:
    """Return how queues stand, each at every look alike; a figure is given once."""
    figures: dict[str, dict[str, int]] = {}
    for text in texts:
        name, rest = _named(text, "queue", "claims: waiting 30, agents 4")
        known(name, program.queues, "queue")
        given = figures.setdefault(name, {})
        for figure, value in _figures(rest):
            if given.setdefault(figure, value) != value:
                raise Refusal(
                    f"queue `{name}` is given two values of `{figure}`", "keep one of them"
                )
    return {name: (_state(given),) for name, given in figures.items()}


def _state(given: dict[str, int]) -> QueueState:
    state = QueueState(
        agents=given.get("agents"),
        available=given.get("available"),
        waiting=given.get("waiting"),
        expected_wait=given.get("expected-wait"),
        wait=given.get("wait"),
        closes=given.get("closes"),
    )
    if state.contradiction is not None:
        raise Refusal(f"these figures contradict: {state.contradiction}", "give `agents` too")
    return state


def read_figures(text: str) -> QueueState:
    """Return how a queue stands from its figures alone, as in `waiting 30, agents 4`."""
    return _state(_once(_figures(text)))


def _figures(text: str) -> list[tuple[str, int]]:
    found = []
    for part in _parts(text):
        figure, _, value = part.replace("closes at ", "closes ", 1).partition(" ")
        known(figure, (*_COUNTS, *_TIMES), "figure of a queue")
        value = value.strip()
        found.append((figure, read_count(value) if figure in _COUNTS else read_duration(value)))
    return found


def read_lookup(program: Program, text: str) -> LookupResult:
    """Return how a look-up comes out, from `crm.customer: found, tier gold, balance 20000`."""
    name, rest = _named(text, "look-up", "crm.customer: found, tier gold")
    known(name, program.data_sources, "data source")
    return read_result(program, name, rest)


def read_result(program: Program, source: str, text: str) -> LookupResult:
    """Return a result from its outcome and values, as in `found, tier gold`."""
    first, *rest = _parts(text) or [""]
    outcome, _, inline = first.partition(" ")
    declared = program.data_sources[source]
    known(outcome, [*(name.text for name in declared.outcomes), "failed"], f"outcome of `{source}`")
    words = [each for each in (inline, *rest) if each.strip()]
    values = _once(
        _value(program, each, "=" if "=" in each.partition('"')[0] else " ") for each in words
    )
    return LookupResult(source=source, outcome=outcome, values=values)


def read_settings(program: Program, texts: Sequence[str]) -> dict[str, AttributeValue]:
    """Return attributes set from the start, each from `tier=gold`."""
    return _once(_value(program, text, "=") for text in texts)


def _once(values: Iterable[tuple[str, V]]) -> dict[str, V]:
    """Return the value of every name; refuse two values of one."""
    given: dict[str, V] = {}
    for name, value in values:
        if given.setdefault(name, value) != value:
            raise Refusal(f"`{name}` is given two values", "keep one of them")
    return given


def _value(program: Program, text: str, between: str) -> tuple[str, AttributeValue]:
    name, found, value = (part.strip() for part in text.strip().partition(between))
    if not found and not value:
        raise Refusal(f"`{text}` gives no value", f"write it like `tier{between}gold`")
    known(name, program.attributes, "attribute")
    value = value.strip('"')
    wrong = misfit(program, program.attributes[name], value)
    if wrong is not None:
        raise Refusal(f"`{value}` is no value of `{name}`", wrong)
    return name, value


def misfit(program: Program, attribute: ast.Attribute, value: str) -> str | None:
    """Return what an attribute takes instead, or None where the value fits."""
    match attribute.type:
        case "one-of":
            values = [name.text for name in attribute.values]
            return None if value in values else f"it is one of {', '.join(values)}"
        case "yes-no":
            return None if value in ("yes", "no") else "it is `yes` or `no`"
        case "number":
            fits = value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
            return None if fits else "it is a whole number"
        case "digits":
            return _misfit_digits(attribute, value)
        case "phone":
            return None if _PHONE.fullmatch(value) else "it is a number like +18005550100"
        case "person":
            people = program.people
            return None if people is None or value in people else "it is somebody on the roster"
        case "text":
            return None if value else "it is a text"


def _misfit_digits(attribute: ast.Attribute, value: str) -> str | None:
    if attribute.length is None:
        return None
    least, most = (each.value for each in attribute.length)
    fits = value.isascii() and value.isdigit() and least <= len(value) <= most
    return None if fits else f"it has {least} to {most} digits"


def read_flags(program: Program, texts: Sequence[str]) -> dict[str, bool]:
    """Return how flags stand, each from `snow_day=on`."""
    flags: dict[str, bool] = {}
    for text in texts:
        name, _, state = (part.strip() for part in text.partition("="))
        known(name, program.flags, "flag")
        known(state or "on", ("on", "off"), "state of a flag")
        is_on = state != "off"
        if flags.setdefault(name, is_on) is not is_on:
            raise Refusal(f"flag `{name}` is given both on and off", "keep one of them")
    return flags


def read_press(text: str) -> Press:
    """Return the keys pressed at one step, from `12345678 pound`."""
    keys = tuple(_SIGNS.get(word, word) for word in text.split())
    for key in keys:
        if not _KEY.fullmatch(key):
            raise Refusal(f"`{key}` is no key", "keys are 0 to 9, `star` and `pound`")
    if not keys:
        raise Refusal("no key is pressed", "write `--silence` for a caller who presses nothing")
    return Press(keys=keys)


def read_wait(text: str) -> Waits:
    """Return time spent in a queue, from `3m`."""
    return Waits(ms=read_duration(text))


def read_share(text: str) -> Share:
    """Return which share is drawn, from 1."""
    return Share(number=read_count(text))


def read_transfer(text: str) -> Transfer:
    """Return how a transfer comes out."""
    known(text, _OUTCOMES, "outcome of a transfer")
    return Transfer(outcome=next(one for one in _OUTCOMES if one == text))


def read_duration(text: str) -> int:
    """Return a length of time in milliseconds, from `1m30s`."""
    if not _DURATION.fullmatch(text) or len(text) > 2 * _MOST_DIGITS:
        raise Refusal(f"`{text}` is no length of time", "write it like 90s, 5m or 1h30m")
    return sum(int(count) * _UNITS[unit] for count, unit in _PART.findall(text))


def read_count(text: str) -> int:
    """Return a whole number."""
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        raise Refusal(f"`{text}` is no whole number")
    return int(text)


def read_number(text: str) -> str:
    """Return a telephone number; blanks, dots and hyphens in it are left out."""
    number = re.sub(r"[ .()-]", "", text)
    if not _PHONE.fullmatch(number):
        raise Refusal(f"`{text}` is no telephone number", "write it like +18005550100")
    return number


def known(name: str, names: Iterable[str], kind: str) -> None:
    """Refuse a name that is not among `names`, and say what is nearest."""
    everything = list(names)
    if name in everything:
        return
    from ccdsl.syntax.wording import nearest

    near = nearest(name, everything)
    listed = ", ".join(f"`{each}`" for each in everything) if len(everything) <= 12 else ""  # noqa: PLR2004 - as many as are read at a glance
    way_out = f"did you mean `{near}`?" if near else (f"choose one of {listed}" if listed else None)
    raise Refusal(f"there is no {kind} `{name}`", way_out)


def _named(text: str, kind: str, example: str) -> tuple[str, str]:
    name, found, rest = text.partition(":")
    if not found or not rest.strip():
        raise Refusal(f"`{text}` does not say how the {kind} stands", f'write it like "{example}"')
    return name.strip(), rest.strip()


def _parts(text: str) -> list[str]:
    """Return the parts between commas; a comma in quotes parts nothing."""
    return [part.strip() for part in _PARTS.findall(text) if part.strip()]
