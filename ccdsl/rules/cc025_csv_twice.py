"""Number is in a file twice."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC025", Severity.WARNING)
def row_is_there_twice() -> None:
    """Number is in a file twice.

    Why: one of the two rows is out of date, or somebody else is missing.
    Example:
        number,label
        +12125550142,Harbor Shipping
        +12125550142,Pier Nine Foods    # CC025
    Use instead: delete one of the rows.
    """
