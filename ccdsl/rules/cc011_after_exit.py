"""Step stands after the exit."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC011", Severity.ERROR)
def after_the_exit() -> None:
    """Step stands after the exit.

    Why: the contact has left; what follows never happens.
    Example:
        script hello version 1 in-service {
          start {
            -> queue help
            play hello    # CC011
          }
        }
    Use instead: move the step before the exit, or delete it.
    """
