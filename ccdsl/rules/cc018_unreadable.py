"""File cannot be read."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC018", Severity.ERROR)
def file_cannot_be_read() -> None:
    """File cannot be read.

    Why: what stands in it is part of how calls are treated.
    Example:
        callers vip {
          file "data/no-such-file.csv"    # CC018
        }
    Use instead: mend the path, which is relative to the project, or add the file.
    """
