"""Text must be quoted."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC022", Severity.ERROR)
def text_must_be_quoted() -> None:
    """Text must be quoted.

    Why: YAML reads `0123` as a number and drops its zero, and `+14155550100` without its plus sign.
    Example:
        people:
          - id: maria
            name: Maria Okafor
            role: agent
            extension: 0123    # CC022
    Use instead: quote it: `extension: "0123"`.
    """
