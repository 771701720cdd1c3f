"""Scripts that call themselves."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program, View
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast

_Key = tuple[str, str]
"""A kind, `script` or `after-hours`, and a name."""


class _Edge(NamedTuple):
    """One way on from a script or a policy; a call comes back, the others keep the calls open."""

    target: _Key
    span: Span
    is_call: bool = False


@rule("CC208", Severity.ERROR)
def script_calls_itself(program: Program, facts: Facts) -> Iterator[Finding]:
    """Script calls itself.

    Why: a called script comes back at `return`. One that calls itself before it comes back, by
    itself or through others, goes deeper and deeper and never comes back.
    Example:
        script greet version 1 in-service {
          start {
            call script verify
            -> queue help
          }
        }
        script verify version 1 in-service {
          start {
            call script verify    # CC208
            -> return
          }
        }
    Use instead: `-> STEP` to repeat a step of the same script; `at-most N` bounds it.
    """
    del facts
    edges = _edges(program)
    for view in program.views:
        graph = {key: edges.get(id(one), []) for key, one in _flows(view)}
        yield from _rings(_core(graph))


def _flows(view: View) -> Iterator[tuple[_Key, ast.Versioned]]:
    for script in view.scripts.values():
        yield ("script", script.name.text), script
    for policy in view.after_hours.values():
        yield ("after-hours", policy.name.text), policy


def _edges(program: Program) -> dict[int, list[_Edge]]:
    """Return the ways on from every declaration, by its identity."""
    found: dict[int, list[_Edge]] = {}
    for owner, call in program.nodes(ast.Call):
        edge = _Edge(("script", call.script.text), call.span, is_call=True)
        found.setdefault(id(owner), []).append(edge)
    for owner, goes in program.nodes(ast.ToScript):
        edge = _Edge(("script", goes.script.text), goes.span)
        found.setdefault(id(owner), []).append(edge)
    for owner, policy in program.nodes(ast.ToAfterHours):
        edge = _Edge(("after-hours", policy.policy.text), policy.span)
        found.setdefault(id(owner), []).append(edge)
    return found


def _core(graph: Mapping[_Key, list[_Edge]]) -> dict[_Key, list[_Edge]]:
    """Return what is left when everything that leads nowhere is taken away: what holds rings."""
    sources: dict[_Key, list[_Key]] = {}
    ways = {key: sum(edge.target in graph for edge in edges) for key, edges in graph.items()}
    for key, edges in graph.items():
        for edge in edges:
            sources.setdefault(edge.target, []).append(key)
    dead = [key for key, count in ways.items() if not count]
    # What is appended on the way is visited too, each flow once.
    for key in dead:
        for source in sources.get(key, ()):
            ways[source] -= 1
            if not ways[source]:
                dead.append(source)
    gone = set(dead)
    return {
        key: [edge for edge in edges if edge.target in graph and edge.target not in gone]
        for key, edges in graph.items()
        if key not in gone
    }


def _rings(graph: Mapping[_Key, list[_Edge]]) -> Iterator[Finding]:
    """Yield one finding for every group of scripts that call one another in a ring."""
    told: set[_Key] = set()
    for start, edges in graph.items():
        for edge in edges:
            if not edge.is_call or start in told:
                continue
            path = _path(graph, edge.target, start)
            if path is not None:
                told |= {start, *(step.target for step in path), edge.target}
                yield _finding(start, edge, path)


def _path(graph: Mapping[_Key, list[_Edge]], start: _Key, goal: _Key) -> list[_Edge] | None:
    """Return the shortest way from one flow to another, or None."""
    came: dict[_Key, tuple[_Key, _Edge] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        if at == goal:
            return _back(came, at)
        for edge in graph.get(at, ()):
            if edge.target not in came:
                came[edge.target] = (at, edge)
                waiting.append(edge.target)
    return None


def _back(came: Mapping[_Key, tuple[_Key, _Edge] | None], at: _Key) -> list[_Edge]:
    path: list[_Edge] = []
    while (step := came[at]) is not None:
        at, edge = step
        path.append(edge)
    return path[::-1]


def _finding(start: _Key, edge: _Edge, path: list[_Edge]) -> Finding:
    names = [start[1], edge.target[1], *(step.target[1] for step in path)]
    return Finding(
        message=f"script `{start[1]}` calls itself: {' -> '.join(names)}",
        span=edge.span,
        help="end the ring: a called script comes back before it is called again",
        labels=first_here(path[-1].span, "and here it begins again") if path else (),
    )
