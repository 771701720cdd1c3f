"""Two versions are in one state."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC501", Severity.ERROR)
def two_versions_in_one_state() -> None:
    """Two versions are in one state.

    Why: one version of a name is in service, and one at most is the draft of the next.
    Example:
        script hello version 1 in-service {
          start { -> queue help }
        }
        script hello version 2 in-service {    # CC501
          start { -> hang-up }
        }
    Use instead: make one of them `draft` or `retired`.
    """
