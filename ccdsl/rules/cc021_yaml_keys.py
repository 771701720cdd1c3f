"""Key or value is not one that belongs here."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC021", Severity.ERROR)
def not_as_expected() -> None:
    """Key or value is not one that belongs here.

    Why: a misspelt key would be ignored silently, and so would what it says; a value of another
    kind would be read as nobody meant it.
    Example:
        people:
          - id: maria
            name: Maria Okafor
            rolle: agent    # CC021
            role: agent
    Use instead: write the key that is meant, `role`, and a value as the message asks for it.
    """
