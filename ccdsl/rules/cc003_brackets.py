"""Bracket has no partner."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC003", Severity.ERROR)
def bracket_without_partner() -> None:
    """Bracket has no partner.

    Why: a block that is not closed swallows what follows it.
    Example:
        queue sales {    # CC003
          channels voice

        queue service { channels voice  wait forever }
    Use instead: write a `}` where the block ends.
    """
