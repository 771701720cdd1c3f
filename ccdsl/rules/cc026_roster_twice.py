"""Two people share an id or an extension."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC026", Severity.ERROR)
def two_people_share() -> None:
    """Two people share an id or an extension.

    Why: a transfer to the extension, or a rule about the name, would mean either of them.
    Example:
        people:
          - {id: maria, name: Maria Okafor, role: agent}
          - {id: maria, name: Maria Silva, role: agent}    # CC026
    Use instead: give each an id and an extension of their own.
    """
