"""Outcome is not handled."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC201", Severity.ERROR)
def outcome_not_handled() -> None:
    """Outcome is not handled.

    Why: every outcome of every step is written: what silence does, what a wrong key does.
    Example:
        script hello version 1 in-service {
          start { -> top }
          menu top {    # CC201
            say hello
            key 1 "Help" -> queue help
            no-input -> queue help
          }
        }
    Use instead: add the line for the outcome, here `invalid -> queue help`.
    """
