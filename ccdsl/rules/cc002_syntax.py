"""Word cannot stand here."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC002", Severity.ERROR)
def cannot_stand_here() -> None:
    """Word cannot stand here.

    Why: the language has one way to write each thing. A declaration begins with its kind: `center`,
    `attribute`, `data-source`, `callers`, `holidays`, `hours`, `flag`, `prompt`, `voicemail`,
    `entry`, `routing`, `queue`, `overflow`, `after-hours`, `script`, `roster`, `skill`, `role`,
    `team`, `shift`, `recording`, `report`, `require`, `scenario`.
    Example:
        queue sales {
          chanels voice    # CC002
          wait forever
        }
    Use instead: write what the message says may stand there: `channels voice`.
    """
