"""Name is declared twice."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC102", Severity.ERROR)
def declared_twice() -> None:
    """Name is declared twice.

    Why: of two queues with one name, nobody knows which one a rule means.
    Example:
        skill sales
        skill sales    # CC102
    Use instead: give one of them another name, or delete it.
    """
