"""Returns that have nowhere to return to."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Visit
from ccdsl.model.flow import Flow, ReturnNode
from ccdsl.model.program import Program
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import visited
from ccdsl.rules.rule import Finding, rule


@rule("CC209", Severity.ERROR)
def return_without_call(program: Program, facts: Facts) -> Iterator[Finding]:
    """`return` on a path without a call.

    Why: `return` goes back to the `call script` that brought the contact here. A contact that came
    by `-> script` has nowhere to go back to, and would be lost.
    Example:
        routing inbound version 1 in-service {
          otherwise -> script verify
        }
        script verify version 1 in-service {
          start {
            -> return    # CC209
          }
        }
    Use instead: a destination, such as `-> queue help`; or come by `call script verify`.
    """
    del program
    for flow, node, visits in visited(facts):
        if isinstance(node, ReturnNode):
            lost = [visit for visit in visits if not visit.calls]
            if lost:
                yield _finding(facts, flow, node, lost)


def _finding(facts: Facts, flow: Flow, node: ReturnNode, lost: list[Visit]) -> Finding:
    if flow.kind != "script":
        return Finding(
            message="`return` stands only in scripts that are called",
            span=node.span,
            help="name a destination, such as `-> queue NAME`",
        )
    return Finding(
        message=f"a contact comes to this `return` without a call of script `{flow.name}`",
        span=node.span,
        help=with_contacts(
            f"name a destination here, or come by `call script {flow.name}`", contacts_of(lost)
        ),
        labels=tuple(_came_by(facts, flow, lost[0])),
    )


def _came_by(facts: Facts, flow: Flow, lost: Visit) -> Iterator[Label]:
    """Yield the label at the place from which the contact came to the script."""
    for visit in reversed(lost.way()):
        if visit.flow != (flow.kind, flow.name) and visit.node:
            for flows in facts.flows.values():
                before = flows.get(visit.flow)
                if before is not None and visit.node in before.nodes:
                    text = "it comes from here, and nothing will bring it back"
                    yield Label(span=before.nodes[visit.node].span, text=text)
                    return
