"""What a declaration works out to: defaults filled in, lists counted, people named."""

from collections.abc import Iterator

from ccdsl.cli.names import Named
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.words import duration
from ccdsl.syntax import ast

Fact = tuple[str, str]
"""What is said of, and what is said."""

_DEFAULT = " (default)"


def resolved(program: Program, named: Named) -> Iterator[Fact]:
    """Yield what holds of a thing although its own source does not say so."""
    if named.person is not None:
        yield from _person(program, named.person)
    for one in named.declarations:
        match one:
            case ast.Queue():
                yield from _queue(program, program.queues[named.name])
            case ast.OpeningHours(timezone=None):
                yield "timezone", _zone(program)
            case ast.Entry(language=None):
                yield "language", _language(program)
            case ast.Callers():
                yield "numbers", str(_count(program, one))
            case ast.Voicemail():
                yield from _voicemail(one)
            case ast.Flag(lasts=None):
                yield "lasts", f"12h{_DEFAULT}"
            case ast.DataSource(timeout=None):
                yield "timeout", f"5s{_DEFAULT}"
            case ast.Role():
                yield "people", _people_in(program, named.name)
            case _:
                pass


def _queue(program: Program, queue: Queue) -> Iterator[Fact]:
    """Yield the lines that a queue does not write itself."""
    own, written = queue.declared, queue.written
    teams = [name for name, team in program.teams.items() if _lists(team.queues, queue.name)]
    waiting = "unbounded" if queue.max_waiting is None else str(queue.max_waiting)
    lines = {
        "strategy": (own.strategy, written.strategy, queue.strategy),
        "ring": (own.ring, written.ring, duration(queue.ring_ms)),
        "recheck": (own.recheck, written.recheck, duration(queue.recheck_ms)),
        "wrap-up": (own.wrap_up, written.wrap_up, duration(queue.wrap_up_ms)),
        "max-waiting": (own.max_waiting, written.max_waiting, waiting),
        "overflow": (own.overflow, written.overflow, queue.overflow or "none"),
        "after-hours": (own.after_hours, written.after_hours, queue.after_hours or "always open"),
    }
    for key, (here, anywhere, value) in lines.items():
        if here is None:
            taken = own.like is not None and anywhere is not None
            yield key, value + (f" (like {own.like.text})" if own.like and taken else _DEFAULT)
    yield "served by", ", ".join(teams) or "no team"


def _lists(names: tuple[ast.Name, ...], name: str) -> bool:
    return any(each.text == name for each in names)


def _voicemail(box: ast.Voicemail) -> Iterator[Fact]:
    defaults = {"channels": (box.channels, "voice"), "max": (box.maximum, "3m")}
    for key, (written, value) in {**defaults, "keep": (box.keep, "90d")}.items():
        if not written:
            yield key, value + _DEFAULT


def _zone(program: Program) -> str:
    return f"{program.center.timezone.name} (the center's)" if program.center else "none"


def _language(program: Program) -> str:
    spoken = program.center.languages if program.center else ()
    return f"{spoken[0].tag} (the center's first)" if spoken else "none"


def _count(program: Program, callers: ast.Callers) -> int:
    """Return how many numbers and prefixes a list has, those of its files included."""
    in_files = sum(len(program.csv_numbers.get(file.value, ())) for file in callers.files)
    return len(callers.members) + in_files


def _people_in(program: Program, role: str) -> str:
    people = (program.people or {}).values()
    return ", ".join(person.id for person in people if person.role == role) or "nobody"


def _person(program: Program, person: Person) -> Iterator[Fact]:
    """Yield whom somebody works with and what their role lets them do."""
    role = program.roles.get(person.role)
    yield "may", ", ".join(right.text for right in role.rights) if role else "nothing"
    for name, team in program.teams.items():
        if team.lead.text == person.id:
            yield "leads", name
        elif _lists(team.members, person.id):
            yield "team", name
