"""Name is declared nowhere."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC101", Severity.ERROR)
def unknown_name() -> None:
    """Name is declared nowhere.

    Why: a contact cannot be sent to what does not exist.
    Example:
        script hello version 1 in-service {
          start { -> queue hlp }    # CC101
        }
    Use instead: the name that is declared, here `help`; or declare it.
    """
