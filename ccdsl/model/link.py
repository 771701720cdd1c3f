"""Files to a program: every name is declared once, and every use of it is found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypedDict, TypeVar

from ccdsl.diagnostics import Problems
from ccdsl.model.csv_numbers import CsvNumber, read_numbers
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.people import Person, read_roster
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue, resolve_queues
from ccdsl.model.references import Reference, references_in
from ccdsl.model.resolve import Names, Used, resolve, unknown_in_roster, unknown_steps
from ccdsl.model.versions import ambiguous, first_of_each, view_of
from ccdsl.model.walk import walk
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import File

T = TypeVar("T", bound=ast.Declaration)
_FIRST_WORD = re.compile(r"[\w-]*")


class _Tables(TypedDict):
    """The declarations of a program by kind, each kind by name."""

    center: ast.Center | None
    attributes: dict[str, ast.Attribute]
    data_sources: dict[str, ast.DataSource]
    callers: dict[str, ast.Callers]
    holidays: dict[str, ast.Holidays]
    hours: dict[str, ast.OpeningHours]
    flags: dict[str, ast.Flag]
    prompts: dict[str, ast.Prompt]
    voicemails: dict[str, ast.Voicemail]
    entries: dict[str, ast.Entry]
    queues: dict[str, Queue]
    skills: dict[str, ast.Skill]
    roles: dict[str, ast.Role]
    teams: dict[str, ast.Team]
    shifts: dict[str, ast.Shift]
    recordings: dict[str, ast.Recording]
    reports: dict[str, ast.Report]
    requires: tuple[ast.Require, ...]
    scenarios: tuple[ast.Scenario, ...]


class _Uses(TypedDict):
    """What a program names, and where."""

    nodes_by_type: dict[type, list[tuple[ast.AnyDeclaration, object]]]
    references: dict[int, tuple[Reference, ...]]
    used: Used
    unresolved: frozenset[Span]


def link(
    files: Sequence[File], project: Files, problems: Problems, guarded: Guarded | None = None
) -> Program:
    """Return the program that `files` declare; `project` has the files they name."""
    declared = [one for file in files for one in file.declarations if one.name.text]
    kept, versions = first_of_each(declared, problems)
    sources = {file.source.path: file.source for file in files}
    sources.update(guarded.sources if guarded else {})
    roster = next((one for one in kept if isinstance(one, ast.Roster)), None)
    people, all_people = _people(roster, project, sources, problems)
    loose = frozenset(word for file in files for word in file.loose)
    doubtful = frozenset(kind for file in files for kind in _doubtful(file))
    unjudged = doubtful if people is not None and all_people else doubtful | {"person"}
    names = _names(kept, versions, people, unjudged, loose)
    uses = _uses(kept, names, (people or {}).values(), problems)
    _center_is_there(kept, files, problems)
    _sounds_stay_inside(uses["nodes_by_type"], project, problems)
    return Program(
        **_tables(kept, problems),
        **uses,
        files=tuple(files),
        sources=sources,
        declarations=tuple(kept),
        versions=versions,
        roster=roster,
        people=people,
        csv_numbers=_csv_numbers(_of(kept, ast.Callers).values(), project, sources, problems),
        in_service=view_of("in-service", versions),
        draft=view_of("draft", versions),
        broken=(
            *(span for file in files for span in file.broken),
            *ambiguous(declared, kept),
        ),
        loose=loose,
        has_all_people=all_people,
        doubtful=doubtful,
        guarded=guarded,
    )


def _tables(kept: Sequence[ast.AnyDeclaration], problems: Problems) -> _Tables:
    return _Tables(
        center=next((one for one in kept if isinstance(one, ast.Center)), None),
        attributes=_of(kept, ast.Attribute),
        data_sources=_of(kept, ast.DataSource),
        callers=_of(kept, ast.Callers),
        holidays=_of(kept, ast.Holidays),
        hours=_of(kept, ast.OpeningHours),
        flags=_of(kept, ast.Flag),
        prompts=_of(kept, ast.Prompt),
        voicemails=_of(kept, ast.Voicemail),
        entries=_of(kept, ast.Entry),
        queues=resolve_queues(_of(kept, ast.Queue), problems),
        skills=_of(kept, ast.Skill),
        roles=_of(kept, ast.Role),
        teams=_of(kept, ast.Team),
        shifts=_of(kept, ast.Shift),
        recordings=_of(kept, ast.Recording),
        reports=_of(kept, ast.Report),
        requires=tuple(one for one in kept if isinstance(one, ast.Require)),
        scenarios=tuple(
            case for one in kept if isinstance(one, ast.Scenario) for case in one.rows or (one,)
        ),
    )


def _uses(
    kept: Sequence[ast.AnyDeclaration], names: Names, people: Iterable[Person], problems: Problems
) -> _Uses:
    """Walk every declaration once, and resolve the names it uses; retired ones are left alone."""
    live = [one for one in kept if not _is_retired(one)]
    walked = [(one, tuple(walk(one))) for one in live]
    by_owner = {id(one): tuple(references_in(nodes)) for one, nodes in walked}
    used, unresolved = resolve(names, live, by_owner, problems)
    nodes = _by_type(walked)
    jumps = [(one, node) for one, node in nodes.get(ast.ToStep, ()) if isinstance(node, ast.ToStep)]
    return _Uses(
        nodes_by_type=nodes,
        references=by_owner,
        used=used,
        unresolved=unresolved
        | frozenset(unknown_steps(live, jumps))
        | frozenset(unknown_in_roster(names, people)),
    )


def _of(kept: Iterable[ast.AnyDeclaration], kind: type[T]) -> dict[str, T]:
    return {one.name.text: one for one in kept if isinstance(one, kind)}


def _doubtful(file: File) -> Iterator[str]:
    """Yield the kinds of declarations that could not be read, or not as far as their name."""
    named = {one.span.start for one in file.declarations if one.name.text}
    for span in file.broken:
        if span.start not in named:
            found = _FIRST_WORD.match(file.source.text, span.start)
            yield found[0] if found else ""


def _is_retired(one: ast.AnyDeclaration) -> bool:
    """Whether a block is kept for the record only: nothing in it is linked or judged."""
    return isinstance(one, ast.Versioned) and one.version.state is ast.State.RETIRED


def _by_type(
    walked: Iterable[tuple[ast.AnyDeclaration, tuple[object, ...]]],
) -> dict[type, list[tuple[ast.AnyDeclaration, object]]]:
    """Return every record of the tree by its type, with the declaration that holds it."""
    found: dict[type, list[tuple[ast.AnyDeclaration, object]]] = {}
    for one, nodes in walked:
        for node in nodes:
            found.setdefault(type(node), []).append((one, node))
    return found


def _names(
    kept: Iterable[ast.AnyDeclaration],
    versions: Mapping[tuple[str, str], Sequence[ast.Versioned]],
    people: Mapping[str, Person] | None,
    unjudged: frozenset[str],
    loose: frozenset[str],
) -> Names:
    """Return every name by kind."""
    names: dict[str, dict[str, Span]] = {}
    for one in kept:
        names.setdefault(one.kind, {}).setdefault(one.name.text, one.name.span)
    for (kind, name), group in versions.items():
        names.setdefault(kind, {})[name] = group[0].name.span
    if people is not None:
        names["person"] = {name: person.span for name, person in people.items()}
    return Names(by_kind=names, unjudged=unjudged, loose=loose)


def _people(
    roster: ast.Roster | None, project: Files, sources: dict[str, Source], problems: Problems
) -> tuple[dict[str, Person] | None, bool]:
    """Return the people by id, None without a roster, and whether that is all of them."""
    if roster is None:
        return None, True
    data = _read(roster.file, project, "roster", problems)
    if data is None:
        return None, False
    read = read_roster(roster.file.value, data, problems)
    sources[read.source.path] = read.source
    return {person.id: person for person in read.people}, read.is_whole


def _csv_numbers(
    lists: Iterable[ast.Callers], project: Files, sources: dict[str, Source], problems: Problems
) -> dict[str, tuple[CsvNumber, ...]]:
    """Return the numbers of every CSV file that a list of callers names, by path."""
    numbers: dict[str, tuple[CsvNumber, ...]] = {}
    for file in (file for callers in lists for file in callers.files):
        if file.value in numbers:
            continue
        data = _read(file, project, "list of numbers", problems)
        if data is not None:
            numbers[file.value] = read_numbers(file.value, data, problems)
            sources[file.value] = decode(file.value, data, Problems())
    return numbers


def _read(file: ast.Text, project: Files, what: str, problems: Problems) -> bytes | None:
    """Return the bytes of a file that the source names; a file outside the project is refused."""
    data = project.read(file.value)
    if not isinstance(data, Unreadable):
        return data
    code = "CC016" if data.reason == "outside" else "CC018"
    problems.error(
        code,
        f"the {what} `{file.value}` cannot be read: {data.detail}",
        file.span,
        help="paths are relative to the project and stay inside it",
    )
    return None


def _sounds_stay_inside(
    nodes: Mapping[type, Iterable[tuple[ast.AnyDeclaration, object]]],
    project: Files,
    problems: Problems,
) -> None:
    """Report audio and music outside the project; whether the files exist is not asked here."""
    sounds = [one.audio for _, one in nodes.get(ast.Wording, ()) if isinstance(one, ast.Wording)]
    sounds += [one.music for _, one in nodes.get(ast.Queue, ()) if isinstance(one, ast.Queue)]
    for sound in sounds:
        left = project.leaves(sound.value) if sound is not None else None
        if sound is not None and left is not None:
            problems.error(
                "CC016",
                f"the audio file `{sound.value}` cannot be used: {left.detail}",
                sound.span,
                help="paths are relative to the project and stay inside it",
            )


def _center_is_there(
    kept: Iterable[ast.AnyDeclaration], files: Sequence[File], problems: Problems
) -> None:
    if any(isinstance(one, ast.Center) for one in kept) or not files:
        return
    unread = any(file.source.whole in file.broken for file in files)
    if not unread and not any("center" in file.loose for file in files):
        source = files[0].source
        problems.error(
            "CC104",
            "the project declares no center",
            Span(source.path, 0, 0),
            help="write `center NAME { … }` in one of its files",
        )
