"""Value cannot stand here."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC023", Severity.ERROR)
def value_cannot_stand_here() -> None:
    """Value cannot stand here.

    Why: the file is well-formed, but what it says here is not what this key holds.
    Example:
        people:
          - id: maria
            name: Maria Okafor
            role: agent
            skills: sales    # CC023
    Use instead: write what the message asks for, here `skills: {sales: true}`.
    """
