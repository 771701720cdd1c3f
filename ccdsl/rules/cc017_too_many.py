"""More mistakes than can be told."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC017", Severity.ERROR)
def too_many_mistakes() -> None:
    """More mistakes than can be told.

    Why: past so many mistakes in one file, most are the echo of a few, or the file is not what
    its name says.
    Example:
        # The place up to which mistakes are told    # CC017
    Use instead: mend the first ones, and run the check again.
    """
