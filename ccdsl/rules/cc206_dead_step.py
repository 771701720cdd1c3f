"""Steps that no path reaches."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.flow import Flow, JumpNode
from ccdsl.model.graphs import roots
from ccdsl.model.program import Program
from ccdsl.rules.live import dead_steps, in_dead_lines
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast

_WORDS = {ast.Plain: "step", ast.Menu: "menu", ast.Collect: "collect", ast.Lookup: "lookup"}


@rule("CC206", Severity.ERROR, whole=True)
def dead_step(program: Program, facts: Facts) -> Iterator[Finding]:
    """Step can never be reached.

    Why: a step that no contact comes to is a mistake somewhere else: a key that should lead to it
    is missing, or what leads to it never happens. Steps that only a dead step leads to are not
    mentioned: they live again when it does; nor are those to which a rule leads that never matches.
    Example:
        routing inbound version 1 in-service {
          otherwise -> script greeter
        }
        script greeter version 1 in-service {
          start {
            -> queue help
          }
          step goodbye {    # CC206
            -> hang-up
          }
        }
    Use instead: lead to the step from another one (`-> goodbye`), or delete it.
    """
    del program
    for flow, dead in dead_steps(facts):
        yield from _findings(facts, flow, dead)


def _findings(facts: Facts, flow: Flow, dead: Sequence[ast.Step]) -> Iterator[Finding]:
    leading: dict[str, list[JumpNode]] = {step.name.text: [] for step in dead}
    for node in flow.nodes.values():
        if isinstance(node, JumpNode) and node.target in leading:
            leading[node.target].append(node)
    edges: dict[str, list[str]] = {name: [] for name in leading}
    for name, jumps in leading.items():
        for jump in jumps:
            before = flow.step_of(jump.id)
            if before in edges:
                edges[before].append(name)
    steps = {step.name.text: step for step in dead}
    for name in roots(edges):
        if any(in_dead_lines(facts, jump.span) for jump in leading[name]):
            continue
        yield _finding(flow, steps[name], leading[name])


def _finding(flow: Flow, step: ast.Step, jumps: Sequence[JumpNode]) -> Finding:
    name = step.name.text
    word = _WORDS[type(step)]
    outside = [jump for jump in jumps if flow.step_of(jump.id) != name]
    way_out = f"nothing leads to it: write `-> {name}` where it belongs, or delete it"
    if outside:
        way_out = "let a contact take the way that leads to it, or delete both"
    return Finding(
        message=f"no contact ever comes to {word} `{name}`",
        span=step.name.span,
        help=way_out,
        labels=tuple(
            Label(span=jump.span, text="this leads there, and no contact takes it")
            for jump in outside[:1]
        ),
    )
