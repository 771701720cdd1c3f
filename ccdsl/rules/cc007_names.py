"""Name is not written like a name."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC007", Severity.ERROR)
def not_a_name() -> None:
    """Name is not written like a name.

    Why: names are lower-case letters, digits, `_` and inner `-`, so that nobody has to ask on the
    telephone whether a letter is a capital.
    Example:
        skill Sales    # CC007
    Use instead: write `sales`.
    """
