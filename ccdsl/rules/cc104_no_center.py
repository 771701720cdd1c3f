"""Project declares no center."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC104", Severity.ERROR)
def no_center() -> None:
    """Project declares no center.

    Why: the center says the time zone, the languages, and what happens when the platform fails.
    Example:
        skill sales    # CC104
    Use instead: declare it once: `center NAME { … }`.
    """
