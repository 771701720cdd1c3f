"""Line is written twice."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC008", Severity.ERROR)
def line_written_twice() -> None:
    """Line is written twice.

    Why: of two lines that say the same thing differently, nobody knows which one counts.
    Example:
        queue sales {
          channels voice
          ring 20s
          ring 30s    # CC008
          wait forever
        }
    Use instead: keep one of them.
    """
