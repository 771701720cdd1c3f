"""Characters mean nothing here."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC005", Severity.ERROR)
def characters_mean_nothing() -> None:
    """Characters mean nothing here.

    Why: curly quotes and stray signs come from word processors; they are not part of the language.
    Example:
        prompt hello {
          en-US “Good day.”    # CC005
        }
    Use instead: straight quotes: `"Good day."`.
    """
