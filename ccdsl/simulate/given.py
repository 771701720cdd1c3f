"""A scenario's lines to the contact and the world that the interpreter takes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import assert_never

from ccdsl.model.program import Program
from ccdsl.model.zones import load_zone
from ccdsl.simulate.conditions import literal
from ccdsl.simulate.given_queues import queues_of
from ccdsl.simulate.world import (
    ChoiceError,
    Contact,
    Input,
    Leaves,
    LookupResult,
    Press,
    Share,
    Silence,
    Transfer,
    Waits,
    World,
)
from ccdsl.syntax import ast

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_READINGS: tuple[ast.Reading, ast.Reading] = ("first", "again")


def contact_of(program: Program, scenario: ast.Scenario) -> Contact:
    """Return the contact of a scenario; raises ChoiceError for a time that is not one instant."""
    told = scenario.contact
    zone = program.center.timezone.name if program.center else "UTC"
    moment = datetime.combine(told.day.date, datetime.min.time()) + timedelta(
        seconds=told.time.seconds
    )
    instants = instants_of(moment, zone)
    meant = meant_by(told.reading, instants)
    if meant is None:
        raise _not_one(moment, zone, instants, told)
    return Contact(
        channel=told.channel,
        to=ast.written(told.to),
        caller=told.caller.number if told.caller else None,
        instant=meant,
        language=scenario.language.tag if scenario.language else None,
        attributes=_attributes(scenario),
        span=told.span,
    )


def _attributes(scenario: ast.Scenario) -> dict[str, str]:
    known: dict[str, str] = {}
    for one in scenario.sets:
        name, value = one.attribute.text, literal(one.value)
        if known.setdefault(name, value) != value:
            raise ChoiceError(f"`{name}` is given two values", one.span, "keep one of them")
    return known


def instants_of(moment: datetime, zone: str) -> list[int]:
    """Return the UTC seconds at which a zone's wall clock reads `moment`: none, one or two."""
    info = load_zone(zone)
    found = set()
    for fold in (0, 1):
        aware = moment.replace(tzinfo=info, fold=fold)
        instant = (aware.astimezone(UTC) - _EPOCH) // timedelta(seconds=1)
        back = (_EPOCH + timedelta(seconds=instant)).astimezone(info).replace(tzinfo=None)
        if back == moment:
            found.add(instant)
    return sorted(found)


def meant_by(reading: ast.Reading | None, instants: Sequence[int]) -> int | None:
    """Return which of the instants at which a clock reads a time is meant, None if none is.

    `reading` has to be said where there are two, and nowhere else.
    """
    if reading is None:
        return instants[0] if len(instants) == 1 else None
    return instants[_READINGS.index(reading)] if len(instants) == len(_READINGS) else None


def reading_of(instant: int, zone: str) -> ast.Reading | None:
    """Return which reading of its time on a zone's clock an instant is, None for the only one."""
    wall = (_EPOCH + timedelta(seconds=instant)).astimezone(load_zone(zone)).replace(tzinfo=None)
    instants = instants_of(wall, zone)
    return _READINGS[instants.index(instant)] if len(instants) == len(_READINGS) else None


def _not_one(moment: datetime, zone: str, instants: list[int], told: ast.Contact) -> ChoiceError:
    if not instants:
        return ChoiceError(
            f"the clock of {zone} never reads {moment:%Y-%m-%d %H:%M}: it is put forward then",
            told.time.span,
            "choose a time an hour earlier or later",
        )
    if told.reading is not None:
        return ChoiceError(
            f"the clock of {zone} reads {moment:%Y-%m-%d %H:%M} once",
            told.time.span,
            f"leave out `{told.reading}`",
        )
    readings = " and ".join(f"{_EPOCH + timedelta(seconds=at):%H:%M} UTC" for at in instants)
    return ChoiceError(
        f"the clock of {zone} reads {moment:%Y-%m-%d %H:%M} twice, at {readings}",
        told.time.span,
        "write `first` or `again` behind the time",
    )


def world_of(scenario: ast.Scenario) -> World:
    """Return everything that a scenario gives; raises ChoiceError for givens that contradict."""
    givens = scenario.givens
    return World(
        inputs=tuple(_input(one) for one in scenario.inputs),
        flags=_flags(givens),
        queues=queues_of(givens),
        lookups=tuple(_lookup(one) for one in givens if isinstance(one, ast.GivenLookup)),
        shares=tuple(
            Share(number=one.number.value, span=one.span)
            for one in givens
            if isinstance(one, ast.GivenShare)
        ),
        transfers=tuple(
            Transfer(outcome=one.outcome, span=one.span)
            for one in givens
            if isinstance(one, ast.GivenTransfer)
        ),
    )


def _input(one: ast.Input) -> Input:
    match one:
        case ast.Press():
            return Press(keys=tuple(key.keys for key in one.keys), span=one.span)
        case ast.Silence():
            return Silence(span=one.span)
        case ast.Waits():
            return Waits(ms=one.duration.ms, span=one.span)
        case ast.Leaves():
            return Leaves(span=one.span)
        case _:
            assert_never(one)


def _flags(givens: tuple[ast.Given, ...]) -> dict[str, bool]:
    flags: dict[str, bool] = {}
    for one in givens:
        if isinstance(one, ast.GivenFlag) and flags.setdefault(one.flag.text, one.on) != one.on:
            raise ChoiceError(f"flag `{one.flag.text}` is given both on and off", one.span)
    return flags


def _lookup(one: ast.GivenLookup) -> LookupResult:
    return LookupResult(
        source=one.source.text,
        outcome=one.outcome.text,
        values={value.attribute.text: literal(value.value) for value in one.values},
        span=one.span,
    )
