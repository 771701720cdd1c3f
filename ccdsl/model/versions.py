"""One declaration of each name, one version in each state, and the centers that they make."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ccdsl.diagnostics import Label, Problems
from ccdsl.model.program import View, Which
from ccdsl.source import Span
from ccdsl.syntax import ast

V = TypeVar("V", bound=ast.Versioned)
_DEFINING = ast.Attribute | ast.DataSource | ast.Skill | ast.Voicemail
"""What says how others may use it: types, outcomes, levels, channels."""


def first_of_each(
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


def ambiguous(
    declared: Sequence[ast.AnyDeclaration], kept: Sequence[ast.AnyDeclaration]
) -> Iterator[Span]:
    """Yield the declarations that may not be the ones that are meant: each is there twice."""
    first = {(one.kind, one.name.text): one.span for one in kept if isinstance(one, _DEFINING)}
    chosen = {id(one) for one in kept}
    for one in declared:
        if isinstance(one, _DEFINING) and id(one) not in chosen:
            yield first[(one.kind, one.name.text)]


def _declared_twice(
    again: ast.AnyDeclaration, first: ast.AnyDeclaration, problems: Problems
) -> None:
    if isinstance(again, ast.Center):
        what = "a project has one center"
        way_out = "one project is one center: delete one of the two"
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


def view_of(which: Which, versions: Mapping[tuple[str, str], tuple[ast.Versioned, ...]]) -> View:
    """Return the center that the versions make: in service, or with each draft in its place."""
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
