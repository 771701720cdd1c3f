"""The table as a plain value: one section per kind, records in the order of their names."""

from collections.abc import Iterable, Mapping

from ccdsl.backends.table.hours import calendar_fields, dated_hours
from ccdsl.backends.table.record import record
from ccdsl.model.canonical import Json, present
from ccdsl.model.content import Described
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program, View, Which
from ccdsl.model.zones import tzdata_version
from ccdsl.syntax import ast

FORMAT = 1
EDITION = 1


def table_document(program: Program, facts: Facts, which: Which) -> dict[str, Json]:
    """Return the routing table of one center of a program that has no errors."""
    view = program.in_service if which == "in-service" else program.draft
    return {
        "format": FORMAT,
        "edition": EDITION,
        "view": which,
        "tzdata": tzdata_version(),
        "center": _center(program, facts),
        "arrivals": _arrivals(program.entries.values()),
        "entries": _records(program, program.entries),
        "routings": [_routing(program, view, name) for name in sorted(view.routings)],
        "scripts": _records(program, view.scripts),
        "queues": _queues(program),
        "overflows": _records(program, view.overflows),
        "after_hours": _records(program, view.after_hours),
        "hours": _hours(program, facts),
        "holidays": _records(program, program.holidays),
        "flags": _records(program, program.flags),
        "callers": _records(program, program.callers),
        "attributes": _records(program, program.attributes),
        "data_sources": _records(program, program.data_sources),
        "prompts": _records(program, program.prompts),
        "voicemails": _records(program, program.voicemails),
        "recordings": _records(program, program.recordings),
        "skills": _records(program, program.skills),
        "people": _people(program),
    }


def _records(program: Program, declared: Mapping[str, Described]) -> list[Json]:
    return [record(declared[name], program) for name in sorted(declared)]


def _center(program: Program, facts: Facts) -> dict[str, Json]:
    if program.center is None or facts.window is None:
        message = "a table is made of a project without errors"
        raise ValueError(message)
    return {**record(program.center, program), "calendar": calendar_fields(facts.window)}


def _arrivals(entries: Iterable[ast.Entry]) -> dict[str, Json]:
    """Return which entry takes each number and address, by channel."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        for address in entry.arrival.addresses:
            text = ast.written(address)
            found.setdefault(entry.arrival.channel, {})[text] = entry.name.text
    return {channel: dict(sorted(found[channel].items())) for channel in sorted(found)}


def _routing(program: Program, view: View, name: str) -> dict[str, Json]:
    """Return a routing with its review, which is no part of its content."""
    routing = view.routings[name]
    made = record(routing, program)
    if routing.review is not None:
        made["review"] = {
            "every_ms": routing.review.every.ms,
            "last": routing.review.last.date.isoformat(),
            "by": routing.review.by.text,
        }
    return made


def _queues(program: Program) -> list[Json]:
    return [record(program.queues[name].declared, program) for name in sorted(program.queues)]


def _hours(program: Program, facts: Facts) -> list[Json]:
    """Return opening hours with what they are over the calendar."""
    return [
        {**record(program.hours[name], program), **dated_hours(calendar, facts)}
        for name, calendar in sorted(facts.calendars.items())
    ]


def _people(program: Program) -> list[Json]:
    """Return who can be called by extension or by name; nothing else of the roster."""
    people = program.people or {}
    return [
        present(id=one.id, name=one.name, extension=one.extension)
        for one in sorted(people.values(), key=lambda person: person.id)
    ]
