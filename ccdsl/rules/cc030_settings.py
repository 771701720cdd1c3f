"""Setting cannot be used."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC030", Severity.ERROR)
def setting_cannot_be_used() -> None:
    """Setting cannot be used.

    Why: a setting that is not understood would leave the check weaker than everybody believes.
    Example:
        edition: 7    # CC030
    Use instead: write `edition: 1`; the message says what a setting may be.
    """
