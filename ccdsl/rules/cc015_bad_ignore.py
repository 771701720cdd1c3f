"""Ignore names no rule, or one that cannot be ignored."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC015", Severity.WARNING)
def ignore_names_no_rule() -> None:
    """Ignore names no rule, or one that cannot be ignored.

    Why: an ignore says which finding it silences, so that it never hides another. Warnings can be
    ignored, and errors of judgement, such as a dead step or a queue that nobody serves yet. What
    makes a routing table impossible cannot: wrong text, unknown names, outcomes that lead nowhere.
    Example:
        skill sales  # ccdsl: ignore    # CC015
    Use instead: write the code and the reason: `# ccdsl: ignore[CC105] for next year`.
    """
