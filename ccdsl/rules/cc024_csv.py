"""Row of a list of callers cannot be used."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC024", Severity.ERROR)
def row_cannot_be_used() -> None:
    """Row of a list of callers cannot be used.

    Why: a number that a spreadsheet has shortened or split would never match a caller.
    Example:
        number,label
        +1212555O142,A letter among the digits    # CC024
    Use instead: write `+`, the country code and the number; a label with a comma in it is quoted.
    """
