"""Backslash means nothing here."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC013", Severity.ERROR)
def unknown_escape() -> None:
    r"""Backslash means nothing here.

    Why: in a text, only `\"` and `\\` are special.
    Example:
        prompt hello {
          en-US "Good\nday."    # CC013
        }
    Use instead: write `\\` for a backslash, and leave line breaks out.
    """
