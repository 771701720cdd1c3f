"""Two routing tables as two centers to compare: each read back to source, and held to itself."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from ccdsl.analysis import find_facts
from ccdsl.analysis.compare_sides import Half, half_of
from ccdsl.analysis.examining import examine
from ccdsl.backends.table import placeless, table_document
from ccdsl.cli.ends import Refusal
from ccdsl.cli.output import patience
from ccdsl.compiler import read
from ccdsl.diagnostics import Problems
from ccdsl.importers.fields import Record, TableError, as_record, records, text
from ccdsl.importers.table import source_files
from ccdsl.model.canonical import Json, canonical_json
from ccdsl.model.facts import Facts
from ccdsl.model.files import MemoryFiles
from ccdsl.model.link import link
from ccdsl.model.program import Program, Which
from ccdsl.resources import read_resource
from ccdsl.store.errors import words

_SCHEMA = "schemas/routing-table.schema.json"
_KNOWN = {"format": 1, "edition": 1}
_BUILD_AGAIN = "`ccdsl build` makes one that fits"


def table_half(path: Path, today: date) -> Half:
    """Return the center that a routing table describes; refuse a table that cannot be believed."""
    try:
        with patience(f"reading {path.as_posix()}"):
            return _half(_document(path), today)
    except TableError as error:
        raise Refusal(f"`{path.as_posix()}`: {error.message}", error.help) from error
    except RecursionError as error:
        raise Refusal(f"`{path.as_posix()}` nests deeper than any center", _BUILD_AGAIN) from error


def _document(path: Path) -> Record:
    """Return what a file has, if it is a routing table that this release knows."""
    try:
        found: Json = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(f"this file cannot be read: {words(error)}") from error
    except ValueError as error:
        raise TableError("this is no routing table, for it is not JSON", _BUILD_AGAIN) from error
    if not isinstance(found, Mapping) or "format" not in found:
        raise TableError("this is no routing table", _BUILD_AGAIN)
    for name, known in _KNOWN.items():
        if found.get(name) != known:
            message = f"it is of {name} {found.get(name)}, and only {name} {known} can be read"
            raise TableError(message, "build it again, or use the release that it was made by")
    _hold_to_schema(found)
    return found


def _hold_to_schema(table: Record) -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    validator = Draft202012Validator(json.loads(read_resource(_SCHEMA)))
    worst = best_match(validator.iter_errors(table))
    if worst is not None:
        place = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in worst.path)
        said = f"`{place.removeprefix('.')}`" if place else "the table"
        message = f"{said} does not fit the schema: {worst.message[:200]}"
        raise TableError(message, f"{_BUILD_AGAIN}; `ccdsl schema routing-table` prints the schema")


def _half(table: Record, today: date) -> Half:
    files = MemoryFiles(contents=source_files(table))
    problems = Problems()
    parsed = tuple(read(path, files, problems) for path in files.matching(()))
    program = link(parsed, files, problems)
    if not program.is_whole:
        said = next(iter(problems)).message if problems else "something in it is not declared"
        raise TableError(f"it does not say a whole center: {said}", _BUILD_AGAIN)
    facts = find_facts(examine(program), today)
    which: Which = "draft" if table["view"] == "draft" else "in-service"
    half = half_of(program, facts, which)
    if half is None:
        raise TableError("its calendar cannot be read", _BUILD_AGAIN)
    _hold_to_itself(table, program, facts, which)
    return half


def _hold_to_itself(table: Record, program: Program, facts: Facts, which: Which) -> None:
    """Refuse a table that says anything but what the center read back from it says."""
    again = table_document(program, facts, which)
    for name, (own, made) in _pairs(table, again):
        if own != made:
            raise TableError(*_unlike(name, table, again))


def _pairs(table: Record, again: Record) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield every part of two tables by what it is called, as one text, without its places."""
    for section, part in table.items():
        if section == "tzdata":
            continue
        made = again[section]
        if section == "center":
            yield section, (_told(as_record(part)), _told(as_record(made)))
        elif isinstance(part, list) and section != "people":
            yield from _records(section, records(table, section), records(again, section))
        else:
            yield section, (canonical_json(part), canonical_json(made))


def _records(
    section: str, own: list[Record], made: list[Record]
) -> Iterator[tuple[str, tuple[str, str]]]:
    sides = [{text(each, "name"): _told(each) for each in side} for side in (own, made)]
    yield section, (canonical_json([*sides[0]]), canonical_json([*sides[1]]))
    for name, said in sides[0].items():
        yield f"{section} {name}", (said, sides[1][name])


def _told(record: Record) -> str:
    """Return what a record says, its digest included, without any place and without its review."""
    return canonical_json(placeless(record))


def _unlike(name: str, table: Record, again: Record) -> tuple[str, str]:
    """Return what is wrong with a part of a table that does not come back as it is."""
    zones = text(table, "tzdata"), text(again, "tzdata")
    if name.startswith(("hours ", "center")) and zones[0] != zones[1]:
        message = f"it was made with time zones {zones[0]}, and `{name}` differs with {zones[1]}"
        return message, "build both tables with the same time zones"
    message = f"`{name}` is not as `ccdsl build` writes it: its parts or its digest do not agree"
    return message, "build the table again; it is not to be edited"
