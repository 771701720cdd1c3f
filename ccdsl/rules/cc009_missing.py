"""Line is missing."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC009", Severity.ERROR)
def line_is_missing() -> None:
    """Line is missing.

    Why: nothing is implicit: what cannot be guessed must be written.
    Example:
        queue sales {    # CC009
          wait forever
        }
    Use instead: add the line that the message shows, such as `channels voice`.
    """
