"""Word is not one of the choices."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC103", Severity.ERROR)
def unknown_word() -> None:
    """Word is not one of the choices.

    Why: channels, strategies, rights, metrics and formats are fixed lists.
    Example:
        queue sales {
          channels voice, telephone    # CC103
          wait forever
        }
    Use instead: one of the words that the message lists.
    """
