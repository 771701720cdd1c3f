"""Ignore names no rule."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC015", Severity.WARNING)
def ignore_names_no_rule() -> None:
    """Ignore names no rule.

    Why: an ignore says which finding it silences, so that it never hides another.
    Example:
        skill sales  # ccdsl: ignore    # CC015
    Use instead: write the code and the reason: `# ccdsl: ignore[CC105] for next year`.
    """
