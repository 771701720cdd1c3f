"""Things that are named but that no contact comes to."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.graphs import roots
from ccdsl.model.program import Program
from ccdsl.rules.live import dead_keys, dead_steps, is_live
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.uses import Key, used_by_others
from ccdsl.source import Span
from ccdsl.syntax import ast

_KINDS = ("script", "queue", "voicemail", "prompt")
_CARRIERS = (*_KINDS, "routing", "overflow", "after-hours")


@rule("CC218", Severity.WARNING, whole=True)
def unreached(program: Program, facts: Facts) -> Iterator[Finding]:
    """No contact comes to it.

    Why: something names it, but no way from an entry leads there, so it does nothing. What stands
    inside it is not judged, and what only hangs on it is not mentioned. Things that nothing names
    at all are unused instead; while there is no entry yet, nothing is said.
    Example:
        queue evenings {    # CC218
          channels voice
          wait forever
        }
        recording calls {
          queues evenings
        }
    Use instead: lead contacts there, or delete it and what names it.
    """
    if not program.entries or not all(reach.complete for reach in facts.reach.values()):
        return
    idle = {
        key: one
        for key, one in _carriers(program).items()
        if not is_live(program, facts, one.kind, one.name.text)
    }
    used = used_by_others(program) - set(_named_in_dead(program, facts))
    places = _places(program)
    for key in roots(_edges(program, idle)):
        if key[0] in _KINDS and key in used:
            yield _finding(idle[key], places.get(key))


def _carriers(program: Program) -> dict[Key, ast.AnyDeclaration]:
    """Return everything that contacts come to, the version in service before a draft."""
    found: dict[Key, ast.AnyDeclaration] = {}
    views = [one for view in program.views for one in view.declarations()]
    chosen = {id(one) for one in views}
    for one in program.declarations:
        if one.kind in _CARRIERS and (not isinstance(one, ast.Versioned) or id(one) in chosen):
            key = (one.kind, one.name.text)
            found.setdefault(key, one)
    return found


def _edges(program: Program, idle: Mapping[Key, ast.AnyDeclaration]) -> dict[Key, list[Key]]:
    """Return, for each thing that no contact comes to, the others of them that it names."""
    edges: dict[Key, list[Key]] = {key: [] for key in idle}
    for owner in program.declarations:
        key = (owner.kind, owner.name.text)
        if key not in edges:
            continue
        for reference in program.references_of(owner):
            edges[key] += [
                (kind, reference.name.text)
                for kind in reference.kinds
                if (kind, reference.name.text) in edges
            ]
    return edges


def _named_in_dead(program: Program, facts: Facts) -> Iterator[Key]:
    """Yield what steps and rules that no contact comes to name: they are the mistake."""
    dead = [step.span for _, steps in dead_steps(facts) for step in steps]
    dead += [one.line for one in facts.tested.dead]
    dead += [line.span for _, line in dead_keys(program, facts)]
    by_path: dict[str, list[Span]] = {}
    for span in sorted(dead):
        apart = by_path.setdefault(span.path, [])
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    for owner in program.declarations if dead else ():
        apart = by_path.get(owner.span.path, [])
        for reference in program.references_of(owner) if apart else ():
            at = bisect_right(apart, reference.name.span.start, key=_start) - 1
            if at >= 0 and reference.name.span.start < apart[at].end:
                yield from ((kind, reference.name.text) for kind in reference.kinds)


def _start(span: Span) -> int:
    return span.start


def _places(program: Program) -> dict[Key, Span]:
    """Return a place where each name is used, one in what contacts come to before others."""
    found: dict[Key, Span] = {}
    owners = sorted(program.declarations, key=lambda one: one.kind not in (*_CARRIERS, "center"))
    for owner in owners:
        for reference in program.references_of(owner):
            for kind in reference.kinds:
                if kind in _KINDS and (kind, reference.name.text) != (owner.kind, owner.name.text):
                    found.setdefault((kind, reference.name.text), reference.name.span)
    return found


def _finding(one: ast.AnyDeclaration, named: Span | None) -> Finding:
    verb = "hears" if one.kind == "prompt" else "comes to"
    return Finding(
        message=f"no contact ever {verb} {one.kind} `{one.name.text}`",
        span=one.name.span,
        help="lead contacts there, or delete it and what names it",
        labels=() if named is None else (Label(span=named, text="it is named here"),),
    )
