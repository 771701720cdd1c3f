"""Key is not known."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC021", Severity.ERROR)
def unknown_key() -> None:
    """Key is not known.

    Why: a misspelt key would be ignored silently, and so would what it says.
    Example:
        people:
          - id: maria
            name: Maria Okafor
            rolle: agent    # CC021
            role: agent
    Use instead: write the key that is meant: `role`.
    """
