"""How many contacts at once somebody handles."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats


@rule("CC606", Severity.ERROR)
def handles_nothing(program: Program, facts: Facts) -> Iterator[Finding]:
    """Role handles a channel twice, or not at all.

    Why: without `handles`, a role takes one contact at once on each channel. Of two figures for one
    channel nobody knows which counts; who handles none is left out by the shifts and the teams.
    Example:
        role trainee may answer handles 0 voice    # CC606
    Use instead: one figure from 1 for each channel.
    """
    del facts
    for role in program.roles.values():
        for one in role.handles:
            if one.count.value == 0:
                yield Finding(
                    message=f"role `{role.name.text}` would handle no {one.channel.text} at all",
                    span=one.span,
                    help="write a figure from 1, or leave the channel to its default, 1",
                )
        for again, first in repeats(role.handles, lambda one: one.channel.text):
            yield Finding(
                message=f"role `{role.name.text}` handles `{again.channel.text}` twice",
                span=again.span,
                help="keep one of the two",
                labels=first_here(first.span),
            )
