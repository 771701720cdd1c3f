"""Files to a program: every name is declared once, and every use of it is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ccdsl.diagnostics import Label, Problems
from ccdsl.model.csv_numbers import CsvNumber, read_numbers
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.people import Person, read_roster
from ccdsl.model.program import Program, View, Which
from ccdsl.model.queues import resolve_queues
from ccdsl.model.references import Reference, references_in
from ccdsl.model.resolve import Names, resolve, unknown_in_roster, unknown_steps
from ccdsl.model.walk import walk
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import File

T = TypeVar("T", bound=ast.Declaration)
V = TypeVar("V", bound=ast.Versioned)


def link(files: Sequence[File], project: Files, problems: Problems) -> Program:
    """Return the program that `files` declare; `project` has the files they name."""
    declared = [one for file in files for one in file.declarations if one.name.text]
    kept, versions = _first_of_each(declared, problems)
    sources = {file.source.path: file.source for file in files}
    roster = next((one for one in kept if isinstance(one, ast.Roster)), None)
    people, all_people = _people(roster, project, sources, problems)
    live = [one for one in kept if not _is_retired(one)]
    walked = [(one, tuple(walk(one))) for one in live]
    by_owner = {id(one): tuple(references_in(nodes)) for one, nodes in walked}
    loose = frozenset(word for file in files for word in file.loose)
    names = _names(kept, versions, people if all_people else None, loose)
    used, unresolved = resolve(names, live, by_owner, problems)
    nodes = _by_type(walked)
    jumps = [(one, node) for one, node in nodes.get(ast.ToStep, ()) if isinstance(node, ast.ToStep)]
    unresolved |= {
        *unknown_steps(live, jumps),
        *unknown_in_roster(names, (people or {}).values()),
    }
    _center_is_there(kept, files, problems)
    return Program(
        files=tuple(files),
        sources=sources,
        center=next((one for one in kept if isinstance(one, ast.Center)), None),
        declarations=tuple(kept),
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
        versions=versions,
        roster=roster,
        people=people,
        csv_numbers=_csv_numbers(_of(kept, ast.Callers).values(), project, sources, problems),
        in_service=_view("in-service", versions),
        draft=_view("draft", versions),
        nodes_by_type=nodes,
        references=by_owner,
        used=used,
        unresolved=unresolved,
        broken=tuple(span for file in files for span in file.broken),
        loose=loose,
        has_all_people=all_people,
    )


def _of(kept: Iterable[ast.AnyDeclaration], kind: type[T]) -> dict[str, T]:
    return {one.name.text: one for one in kept if isinstance(one, kind)}


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


def _first_of_each(
    declared: Sequence[ast.AnyDeclaration], problems: Problems
) -> tuple[list[ast.AnyDeclaration], dict[tuple[str, str], tuple[ast.Versioned, ...]]]:
    """Keep the first declaration of every name; report the others, and clashing versions."""
    seen: dict[tuple[str, str, int], ast.AnyDeclaration] = {}
    kept: list[ast.AnyDeclaration] = []
    versions: dict[tuple[str, str], list[ast.Versioned]] = {}
    for one in declared:
        number = one.version.number.value if isinstance(one, ast.Versioned) else 0
        name = "" if isinstance(one, ast.Center) else one.name.text
        first = seen.setdefault((one.kind, name, number), one)
        if first is not one:
            _declared_twice(one, first, problems)
            continue
        kept.append(one)
        if isinstance(one, ast.Versioned):
            versions.setdefault((one.kind, one.name.text), []).append(one)
    for group in versions.values():
        _one_of_each_state(group, problems)
    return kept, {key: tuple(group) for key, group in versions.items()}


def _declared_twice(
    again: ast.AnyDeclaration, first: ast.AnyDeclaration, problems: Problems
) -> None:
    if isinstance(again, ast.Center):
        what, way_out = "a project has one center", "one project is one center: delete one of the two"
    elif isinstance(again, ast.Roster):
        what, way_out = "a project has one roster", "put all people into one file"
    elif isinstance(again, ast.Versioned):
        number = again.version.number.value
        what = f"{again.kind} `{again.name.text}` has two versions {number}"
        way_out = "give the newer one the next number"
    elif isinstance(again, ast.Require | ast.Scenario):
        what = f'there are two {again.kind}s called "{again.name.text}"'
        way_out = "give each its own title"
    else:
        what = f"{again.kind} `{again.name.text}` is declared twice"
        way_out = "give one of them another name, or delete it"
    problems.error(
        "CC102",
        what,
        again.name.span,
        help=way_out,
        labels=[Label(span=first.name.span, text="the first one is here")],
    )


def _one_of_each_state(group: Sequence[ast.Versioned], problems: Problems) -> None:
    """Report a second version in service, and a second draft."""
    for state in (ast.State.IN_SERVICE, ast.State.DRAFT):
        same = [one for one in group if one.version.state is state]
        for extra in same[1:]:
            words = "in service" if state is ast.State.IN_SERVICE else "in draft"
            problems.error(
                "CC501",
                f"{extra.kind} `{extra.name.text}` has two versions {words}",
                extra.version.span,
                help="only one version of a name can be in each state",
                labels=[Label(span=same[0].version.span, text=f"this one is {words} too")],
            )


def _view(which: Which, versions: Mapping[tuple[str, str], tuple[ast.Versioned, ...]]) -> View:
    chosen = [one for group in versions.values() if (one := _chosen(which, group)) is not None]
    return View(
        which=which,
        routings=_pick(chosen, ast.Routing),
        overflows=_pick(chosen, ast.Overflow),
        after_hours=_pick(chosen, ast.AfterHours),
        scripts=_pick(chosen, ast.Script),
    )


def _pick(chosen: Iterable[ast.Versioned], kind: type[V]) -> dict[str, V]:
    return {one.name.text: one for one in chosen if isinstance(one, kind)}


def _chosen(which: Which, group: Sequence[ast.Versioned]) -> ast.Versioned | None:
    states = [ast.State.IN_SERVICE]
    if which == "draft":
        states.insert(0, ast.State.DRAFT)
    for state in states:
        for one in group:
            if one.version.state is state:
                return one
    return None


def _names(
    kept: Iterable[ast.AnyDeclaration],
    versions: Mapping[tuple[str, str], Sequence[ast.Versioned]],
    people: Mapping[str, Person] | None,
    loose: frozenset[str],
) -> Names:
    """Return every name by kind; without a whole roster, nobody's name is judged."""
    names: dict[str, dict[str, Span]] = {}
    for one in kept:
        names.setdefault(one.kind, {}).setdefault(one.name.text, one.name.span)
    for (kind, name), group in versions.items():
        names.setdefault(kind, {})[name] = group[0].name.span
    if people is not None:
        names["person"] = {name: person.span for name, person in people.items()}
    unjudged = () if people is not None else ("person",)
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


def _center_is_there(
    kept: Iterable[ast.AnyDeclaration], files: Sequence[File], problems: Problems
) -> None:
    if any(isinstance(one, ast.Center) for one in kept) or not files:
        return
    if not any("center" in file.loose for file in files):
        source = files[0].source
        problems.error(
            "CC104",
            "the project declares no center",
            Span(source.path, 0, 0),
            help="write `center NAME { … }` in one of its files",
        )


def all_references(program: Program) -> Iterator[tuple[ast.AnyDeclaration, Reference]]:
    """Yield every use of a name with the declaration that uses it."""
    for one in program.declarations:
        for reference in program.references_of(one):
            yield one, reference
