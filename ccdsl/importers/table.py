"""A routing table back to source: every declaration on the line that the table gives for it."""

import json
from collections.abc import Callable, Iterator

from ccdsl.importers import facts
from ccdsl.importers.fields import Record, TableError, as_record, records, text, texts, whole
from ccdsl.importers.flows import FlowWriter
from ccdsl.importers.page import Page
from ccdsl.importers.queues import queue_lines
from ccdsl.importers.words import Types, quoted
from ccdsl.model.canonical import Json, present

_ROLE = "person"
_LINES: dict[str, tuple[str, Callable[[Record], Iterator[str]]]] = {
    "data_sources": ("data-source", facts.data_source_lines),
    "callers": ("callers", facts.callers_lines),
    "holidays": ("holidays", facts.holidays_lines),
    "hours": ("hours", facts.hours_lines),
    "flags": ("flag", facts.flag_lines),
    "prompts": ("prompt", facts.prompt_lines),
    "voicemails": ("voicemail", facts.voicemail_lines),
    "recordings": ("recording", facts.recording_lines),
}
_VERSIONED = {
    "routings": "routing",
    "overflows": "overflow",
    "after_hours": "after-hours",
    "scripts": "script",
}


def source_files(table: Record) -> dict[str, bytes]:
    """Return the files of a project that says what a table says, by path.

    The table fits its schema; raises TableError where its parts do not fit one another. What it
    has nothing of, teams and skills of people among it, is not there; everybody has one role.
    """
    types = {text(each, "name"): text(each, "type") for each in records(table, "attributes")}
    by_path: dict[str, list[tuple[int, str, Record]]] = {}
    for section, record in _declarations(table):
        source = as_record(record["source"])
        place = (whole(source, "line"), section, record)
        by_path.setdefault(text(source, "path"), []).append(place)
    files = {path: _file(placed, types).encode() for path, placed in sorted(by_path.items())}
    for path in files:
        if not path.endswith(".ccdsl") or path.startswith(("/", "archive/")) or ".." in path:
            raise TableError(f"`{path}` is no path that a source of a center has")
    return {**files, **_people(table, files)}


def _declarations(table: Record) -> Iterator[tuple[str, Record]]:
    yield "center", as_record(table["center"])
    for section in ("attributes", "skills", "entries", "queues", *_LINES, *_VERSIONED):
        for record in records(table, section):
            yield section, record


def _file(placed: list[tuple[int, str, Record]], types: Types) -> str:
    """Return the source of one file."""
    page = Page()
    placed.sort(key=lambda each: (*each[:2], text(each[2], "name")))
    starts = [line for line, _, _ in placed]
    for number, (line, section, record) in enumerate(placed):
        after = starts[number + 1] if number + 1 < len(starts) else None
        page.within(line, after)
        page.at(line)
        _declaration(section, record, page, types)
    return page.text()


def _declaration(section: str, record: Record, page: Page, types: Types) -> None:
    name = text(record, "name")
    match section:
        case "attributes":
            page.write(facts.attribute(record))
        case "skills":
            page.write(facts.skill(record))
        case "center" | "entries" | "queues":
            _body(section, record, page, types)
        case _ if section in _VERSIONED:
            _version(_VERSIONED[section], record, page, types)
        case _:
            kind, lines = _LINES[section]
            page.write(f"{kind} {name} {{")
            _write(page, lines(record))
            page.write("}")


def _body(section: str, record: Record, page: Page, types: Types) -> None:
    """Write a center, an entry or a queue."""
    name = text(record, "name")
    match section:
        case "center":
            page.write(f"center {name} {{")
            _write(page, facts.center_lines(record))
            flow = FlowWriter(record, page, types)
            flow.line("on-failure", text(record, "on_failure"))
        case "entries":
            page.write(f"entry {name} {{")
            _write(page, facts.entry_lines(record, types))
        case _:
            page.write(f"queue {name} {{")
            _write(page, queue_lines(record))
            FlowWriter(record, page, types).lines(_queue_ways(record))
    page.write("}")


def _queue_ways(queue: Record) -> list[tuple[str, str]]:
    ways = [
        (f"key {text(key, 'key')} {quoted(text(key, 'label'))}", text(key, "to"))
        for key in records(queue, "keys")
    ]
    if "at_close" in queue:
        ways.append(("at-close", text(queue, "at_close")))
    return ways


def _version(kind: str, record: Record, page: Page, types: Types) -> None:
    version = as_record(record["version"])
    number, state = whole(version, "number"), text(version, "state")
    page.write(f"{kind} {text(record, 'name')} version {number} {state} {{")
    if "title" in record:
        page.write(f"title {quoted(text(record, 'title'))}")
    if "hours" in record:
        page.write(f"hours {text(record, 'hours')}")
    flow = FlowWriter(record, page, types)
    if kind == "script":
        flow.steps(texts(record, "steps"))
    else:
        flow.rules(records(record, "rules"))
    page.write("}")


def _write(page: Page, lines: Iterator[str]) -> None:
    for line in lines:
        page.write(line)


def _people(table: Record, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that name people and roles; neither says what somebody may or can do."""
    roles = {role for flag in records(table, "flags") for role in texts(flag, "may")}
    people: list[Json] = [
        present(id=one["id"], name=one["name"], role=_ROLE, extension=one.get("extension"))
        for one in records(table, "people")
    ]
    lines = [f"role {role} may answer\n" for role in sorted({_ROLE, *roles})]
    made: dict[str, bytes] = {}
    if people:
        made["people.yaml"] = json.dumps({"people": people}, ensure_ascii=False).encode()
        lines.append('roster "people.yaml"\n')
    own = "people.ccdsl"
    while own in files:
        own = f"_{own}"
    return {**made, own: "".join(lines).encode()}
