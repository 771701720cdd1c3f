"""Secret attributes stay secret."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.speech import spoken
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC119", Severity.ERROR)
def secret_told(program: Program, facts: Facts) -> Iterator[Finding]:
    """Secret attribute is spoken or shown.

    Why: a secret attribute is never spoken, shown or recorded: whoever listens in, or looks over a
    shoulder, would have it.
    Example:
        attribute code digits 4 to 4 secret
        queue sales {
          channels voice
          shows code    # CC119
          wait forever
        }
    Use instead: leave it out; or, if everybody may know it, do not call it `secret`.
    """
    del facts
    for _, wording in program.nodes(ast.Wording):
        for name in spoken(wording.text):
            yield from _told(program, name, "spoken")
    for _, queue in program.nodes(ast.Queue):
        for name in queue.shows:
            yield from _told(program, name, "shown")


def _told(program: Program, name: ast.Name, how: str) -> Iterator[Finding]:
    attribute = program.attributes.get(name.text)
    if attribute is not None and attribute.secret:
        yield Finding(
            message=f"`{name.text}` is secret, and here it is {how}",
            span=name.span,
            help="leave it out",
            labels=first_here(attribute.span, "it is declared secret here"),
        )
