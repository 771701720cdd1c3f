"""Queue takes its lines from itself."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC402", Severity.ERROR)
def like_itself() -> None:
    """Queue takes its lines from itself.

    Why: `like` copies the lines of another queue; in a ring there is nothing to copy.
    Example:
        queue sales like service { channels voice  wait forever }
        queue service like sales { channels voice  wait forever }    # CC402
    Use instead: let one of them stand alone.
    """
