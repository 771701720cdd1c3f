"""Names as people type them on the command line, and what they stand for in a project."""

from collections.abc import Iterator, Sequence

from ccdsl.cli.ends import Refusal
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast

PERSON = "person"
_FIELDS_OF_PEOPLE = {"role": "role", "skills": "skill", "shifts": "shift"}


@record
class Named:
    """One thing of a kind: its declarations (several where it has versions), or its person."""

    kind: str
    name: str
    declarations: tuple[ast.AnyDeclaration, ...] = ()
    person: Person | None = None


@record
class Use:
    """A place that names something, and what it is a part of."""

    span: Span
    by: str


def find_named(program: Program, words: Sequence[str]) -> tuple[Named, ...]:
    """Return everything that `NAME`, `KIND/NAME` or `KIND NAME` means; refuse where nothing is."""
    everything = list(_everything(program))
    kind, name = _asked(words, {each.kind for each in everything})
    found = tuple(each for each in everything if each.name == name and kind in (None, each.kind))
    if not found:
        raise _unknown(kind, name, everything)
    return found


def title_of(declaration: ast.AnyDeclaration) -> str:
    """Return what to call a declaration: its kind, its name, and its version if it has one."""
    if isinstance(declaration, ast.Roster):
        return "roster"
    if isinstance(declaration, ast.Require | ast.Scenario):
        return f'{declaration.kind} "{declaration.name.text}"'
    title = f"{declaration.kind} {declaration.name.text}"
    if isinstance(declaration, ast.Versioned):
        version = declaration.version
        return f"{title} version {version.number.value} {version.state}"
    return title


def uses(program: Program, named: Named) -> tuple[Use, ...]:
    """Return every place that uses a name, by file and line; the roster's own included."""
    found = [
        Use(span=span, by=_holder(program, span))
        for span in program.used.get((named.kind, named.name), ())
    ]
    for person in (program.people or {}).values():
        found += _uses_of_person(person, named)
    return tuple(sorted(set(found), key=lambda use: use.span))


def place(program: Program, span: Span) -> str:
    """Return where something is, as `file:line:column`."""
    source = program.sources.get(span.path)
    if source is None:
        return span.path
    at = source.position(span.start)
    return f"{span.path}:{at.line}:{at.column}"


def _everything(program: Program) -> Iterator[Named]:
    """Yield everything that has a name, in the order of the source, then the people."""
    groups: dict[tuple[str, str], list[ast.AnyDeclaration]] = {}
    for one in program.declarations:
        groups.setdefault((one.kind, one.name.text), []).append(one)
    for (kind, name), declarations in groups.items():
        yield Named(kind=kind, name=name, declarations=tuple(declarations))
    for person in (program.people or {}).values():
        yield Named(kind=PERSON, name=person.id, person=person)


def _asked(words: Sequence[str], kinds: set[str]) -> tuple[str | None, str]:
    """Return the kind, if one was named, and the name; a title may be several words."""
    first, *rest = words
    kind, slash, name = first.partition("/")
    if slash and kind in kinds:
        return kind, " ".join((name, *rest))
    if rest and first in kinds:
        return first, " ".join(rest)
    return None, " ".join(words)


def _unknown(kind: str | None, name: str, everything: Sequence[Named]) -> Refusal:
    """Return the refusal of a name that nothing has, with the nearest one."""
    from ccdsl.syntax.wording import nearest

    near = nearest(name, [each.name for each in everything if kind in (None, each.kind)])
    elsewhere = [each.kind for each in everything if each.name == name]
    way_out = f"did you mean `{near}`?" if near else None
    if elsewhere:
        way_out = f"`{name}` is a {elsewhere[0]}"
    return Refusal(f"there is no {kind or 'name'} `{name}` in this project", way_out)


def _holder(program: Program, span: Span) -> str:
    """Return the title of the declaration that a place lies in."""
    found = program.declaration_at(span)
    return span.path if found is None else title_of(found)


def _uses_of_person(person: Person, named: Named) -> Iterator[Use]:
    """Yield the places where someone on the roster names a role, a skill or a shift."""
    said = {
        "role": {"role": person.role},
        "skills": {f"skills.{skill}": skill for skill in person.skills},
        "shifts": {f"shifts.{number}": shift for number, shift in enumerate(person.shifts)},
    }
    for field, kind in _FIELDS_OF_PEOPLE.items():
        for key, name in said[field].items():
            if (kind, name) == (named.kind, named.name):
                yield Use(span=person.places.get(key, person.span), by=f"{PERSON} {person.id}")
