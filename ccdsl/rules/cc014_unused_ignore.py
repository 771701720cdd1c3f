"""Ignore silences nothing."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC014", Severity.WARNING)
def ignore_is_unused() -> None:
    """Ignore silences nothing.

    Why: an ignore that is no longer needed hides the next mistake on its line.
    Example:
        skill sales  # ccdsl: ignore[CC405] once needed    # CC014
    Use instead: delete the comment.
    """
