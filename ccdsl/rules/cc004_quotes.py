"""Text has no closing quote."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC004", Severity.ERROR)
def text_not_closed() -> None:
    r"""Text has no closing quote.

    Why: a text ends on the line on which it begins.
    Example:
        prompt hello {
          en-US "Good day.    # CC004
        }
    Use instead: write `"Good day."`. A quote inside a text is written `\"`.
    """
