"""Uses of names against their declarations, with the nearest name for those that miss."""

from collections.abc import Iterable, Mapping

from ccdsl.diagnostics import Label, Problems
from ccdsl.model.references import Reference
from ccdsl.model.vocabulary import WORDS
from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.wording import nearest


@record
class Names:
    """Declared names by kind, each with its place; kinds in `unjudged` cannot be looked up."""

    by_kind: Mapping[str, Mapping[str, Span]]
    unjudged: tuple[str, ...]


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
    for one in declarations:
        for reference in references[id(one)]:
            found = _look_up(names, reference)
            if found is None:
                near = _unknown(names, reference, problems)
                unresolved.add(reference.name.span)
                found = near
            if found is not None:
                used.setdefault(found, []).append(reference.name.span)
    return {key: tuple(places) for key, places in used.items()}, frozenset(unresolved)


def _look_up(names: Names, reference: Reference) -> tuple[str, str] | None:
    text = reference.name.text
    for kind in reference.kinds:
        if kind in names.unjudged:
            return (kind, text)
        if text in WORDS.get(kind, ()) or text in names.by_kind.get(kind, {}):
            return (kind, text)
    return None


def _unknown(names: Names, reference: Reference, problems: Problems) -> tuple[str, str] | None:
    """Report a name nobody declares; return what it was most likely meant to be."""
    text, span = reference.name.text, reference.name.span
    kind = reference.kinds[0]
    known = [(each, name) for each in reference.kinds for name in _known(names, each)]
    near = nearest(text, [name for _, name in known])
    meant = next(((each, name) for each, name in known if name == near), None)
    labels = []
    if meant and meant[0] in names.by_kind:
        labels = [Label(span=names.by_kind[meant[0]][meant[1]], text=f"`{meant[1]}` is declared here")]
    problems.error(
        _code(reference),
        _sentence(reference.kinds, text),
        span,
        help=f"did you mean `{near}`?" if near else _way_out(names, kind, text),
        labels=labels,
    )
    return meant


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
    if kind in WORDS:
        return f"choose one of {', '.join(f'`{word}`' for word in WORDS[kind])}"
    if kind == "person":
        return f"add `{text}` to the roster"
    elsewhere = [other for other, known in names.by_kind.items() if text in known]
    if elsewhere:
        return f"`{text}` is a {elsewhere[0]}, not a {kind}"
    return f"declare it: `{kind} {text} …`"
