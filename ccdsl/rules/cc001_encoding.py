"""File is not UTF-8 text."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC001", Severity.ERROR)
def not_utf8() -> None:
    """File is not UTF-8 text.

    Why: a name or an announcement read in the wrong encoding would be said wrongly, and nobody
    would notice before a caller does.
    Example:
        # Espa?ol, where `?` is a byte that is not UTF-8    # CC001
    Use instead: save the file as UTF-8. Most editors offer the encoding when they save.
    """
