"""Brackets are nested too deep."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC012", Severity.ERROR)
def nested_too_deep() -> None:
    """Brackets are nested too deep.

    Why: what is nested deeper than 64 brackets, nobody can read aloud.
    Example:
        # The sixty-fifth `{` inside one another    # CC012
    Use instead: move the inner steps into a step or a script of their own.
    """
