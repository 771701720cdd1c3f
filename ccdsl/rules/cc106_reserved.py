"""Names that a condition or an exit would read as something else."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.vocabulary import DESTINATIONS, SUBJECTS
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC106", Severity.ERROR, hides=("CC105", "CC206", "CC209", "CC218", "CC229"))
def reserved_name(program: Program, facts: Facts) -> Iterator[Finding]:
    """Name means something else.

    Why: `when wait > 3m` asks how long a contact has waited, whatever an attribute is called; and
    `-> return` comes back from a script. An attribute cannot be called like what a condition asks
    about, nor a step like a destination.
    Example:
        attribute wait number    # CC106
    Use instead: another name, such as `waited_before`.
    """
    del facts
    for attribute in program.attributes.values():
        if attribute.name.text in SUBJECTS:
            yield _reserved("attribute", attribute.name, "conditions ask about that themselves")
    for _, script in program.nodes(ast.Script):
        for step in script.steps:
            if step.name.text in DESTINATIONS:
                yield _reserved("step", step.name, "that is a destination of its own")


def _reserved(kind: str, name: ast.Name, why: str) -> Finding:
    article = "an" if kind == "attribute" else "a"
    return Finding(
        message=f"{article} {kind} cannot be called `{name.text}`: {why}",
        span=name.span,
        help=f"give it another name, such as `my_{name.text.replace('-', '_')}`",
    )
