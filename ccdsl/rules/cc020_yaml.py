"""YAML cannot be read."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC020", Severity.ERROR)
def not_yaml() -> None:
    """YAML cannot be read.

    Why: the file cannot be understood from here on, so nothing that follows is known.
    Example:
        people:
          - id: "maria    # CC020
    Use instead: mend the line, most often a quote or an indent.
    """
