"""Steps do not say where the contact goes."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC010", Severity.ERROR)
def steps_without_exit() -> None:
    """Steps do not say where the contact goes.

    Why: a contact that nobody sends anywhere is a contact lost.
    Example:
        script hello version 1 in-service {
          start {
            play hello
          }    # CC010
        }
    Use instead: end with an exit, such as `-> queue help`.
    """
