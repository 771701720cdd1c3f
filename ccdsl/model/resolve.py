"""Uses of names against their declarations, with the nearest name for those that miss."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ccdsl.diagnostics import Diagnostic, Label, Problems
from ccdsl.model.people import Person
from ccdsl.model.references import Reference
from ccdsl.model.vocabulary import SUBJECTS, WORDS
from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.wording import nearest


@record
class Names:
    """Declared names by kind, each with its place; kinds in `unjudged` cannot be looked up.

    `loose` holds the words of text that was dropped: one of them may have declared any name.
    """

    by_kind: Mapping[str, Mapping[str, Span]]
    unjudged: frozenset[str]
    loose: frozenset[str] = frozenset()


class _Missed(NamedTuple):
    """A name that nobody declares: how it is reported, what it could have named, and its text."""

    code: str
    kinds: tuple[str, ...]
    text: str


_MOST_PLACES = 4
"""Of one unknown name, so many places are shown before they are only counted."""

Jump = tuple[ast.AnyDeclaration, ast.ToStep]
"""A jump to a step, and the declaration in which it stands."""

Used = dict[tuple[str, str], tuple[Span, ...]]


def resolve(
    names: Names,
    declarations: Iterable[ast.AnyDeclaration],
    references: Mapping[int, tuple[Reference, ...]],
    problems: Problems,
) -> tuple[Used, frozenset[Span]]:
    """Return who names what, and the places of names that nobody declares (reported)."""
    used: dict[tuple[str, str], list[Span]] = {}
    unresolved: set[Span] = set()
    missed: dict[_Missed, list[Span]] = {}
    for one in declarations:
        for reference in references[id(one)]:
            found = _look_up(names, reference)
            if found is None:
                unresolved.add(reference.name.span)
                if not _is_told(names, reference.name, problems):
                    key = _Missed(_code(reference), reference.kinds, reference.name.text)
                    missed.setdefault(key, []).append(reference.name.span)
                    found = _meant(names, reference.kinds, reference.name.text)
            if found is not None:
                used.setdefault(found, []).append(reference.name.span)
    for key, places in missed.items():
        _unknown(names, key, places, problems)
    return {key: tuple(places) for key, places in used.items()}, frozenset(unresolved)


def _look_up(names: Names, reference: Reference) -> tuple[str, str] | None:
    text = reference.name.text
    for kind in reference.kinds:
        if kind in names.unjudged:
            return (kind, text)
        if text in WORDS.get(kind, ()) or text in names.by_kind.get(kind, {}):
            return (kind, text)
    return None


def _is_told(names: Names, name: ast.Name, problems: Problems) -> bool:
    """Whether a text error explains that a name is unknown: its own, or its declaration's."""
    own = name.span
    return (
        name.text in names.loose
        or any(map(_is_unread, problems))
        or any(
            own.path == one.span.path and own.start < one.span.end and one.span.start < own.end
            for one in problems
            if one.code.startswith("CC0")
        )
    )


def _is_unread(one: Diagnostic) -> bool:
    """Whether a whole source could not be read, so that any name may be declared there."""
    is_source = one.span.path.endswith(".ccdsl")
    return is_source and one.span.end == 0 and one.code in ("CC001", "CC018")


def unknown_steps(live: Iterable[ast.AnyDeclaration], jumps: Iterable[Jump]) -> Iterator[Span]:
    """Yield the places of jumps to steps that their script does not have; a rule reports them."""
    steps = {
        id(one): frozenset(step.name.text for step in one.steps)
        for one in live
        if isinstance(one, ast.Script)
    }
    for owner, jump in jumps:
        if jump.step.text not in steps.get(id(owner), ()):
            yield jump.step.span


def unknown_in_roster(names: Names, people: Iterable[Person]) -> Iterator[Span]:
    """Yield the places of roles, skills and shifts that nobody declares; a rule reports them."""
    roles, skills, shifts = (names.by_kind.get(kind, {}) for kind in ("role", "skill", "shift"))
    for person in people:
        if person.role not in roles:
            yield person.places["role"]
        for skill in person.skills:
            if skill not in skills:
                yield person.places[f"skills.{skill}"]
        for number, shift in enumerate(person.shifts):
            if shift not in shifts:
                yield person.places[f"shifts.{number}"]


def _meant(names: Names, kinds: tuple[str, ...], text: str) -> tuple[str, str] | None:
    """Return the kind and name that a name nobody declares was most likely meant to be."""
    known = [(each, name) for each in kinds for name in _known(names, each)]
    near = nearest(text, [name for _, name in known])
    return next(((each, name) for each, name in known if name == near), None)


def _unknown(names: Names, missed: _Missed, places: Sequence[Span], problems: Problems) -> None:
    """Report a name nobody declares once for all its places: the declaration may be wrong."""
    code, kinds, text = missed
    meant = _meant(names, kinds, text)
    labels = [Label(span=place, text="and here") for place in places[1:_MOST_PLACES]]
    if meant and meant[0] in names.by_kind:
        place = names.by_kind[meant[0]][meant[1]]
        labels.insert(0, Label(span=place, text=f"`{meant[1]}` is declared here"))
    if len(places) > _MOST_PLACES:
        left = len(places) - _MOST_PLACES
        and_more = "and here" if left == 1 else f"and here, and at {left - 1} more"
        labels.append(Label(span=places[_MOST_PLACES], text=and_more))
    problems.error(
        code,
        _sentence(kinds, text),
        places[0],
        help=f"did you mean `{meant[1]}`?" if meant else _way_out(names, kinds[0], text),
        labels=labels,
    )


def _code(reference: Reference) -> str:
    if reference.spoken:
        return "CC111"
    return "CC103" if reference.kinds[0] in WORDS else "CC101"


def _known(names: Names, kind: str) -> list[str]:
    return [*WORDS.get(kind, ()), *names.by_kind.get(kind, {})]


def _sentence(kinds: tuple[str, ...], text: str) -> str:
    kind = " or ".join(kinds)
    if kinds[0] in WORDS:
        return f"`{text}` is not a {kind}"
    return f"there is no {kind} called `{text}`"


def _way_out(names: Names, kind: str, text: str) -> str:
    if kind == "attribute" and (subject := nearest(text, SUBJECTS)):
        return f"did you mean `{subject}`?"
    if kind in WORDS:
        return f"choose one of {', '.join(f'`{word}`' for word in WORDS[kind])}"
    if kind == "person":
        return f"add `{text}` to the roster"
    elsewhere = [other for other, known in names.by_kind.items() if text in known]
    if elsewhere:
        return f"`{text}` is a {elsewhere[0]}, not a {kind}"
    return f"declare it: `{kind} {text} …`"
