"""Value does not exist."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC006", Severity.ERROR)
def not_a_value() -> None:
    """Value does not exist.

    Why: a date, a time, a length of time, a percentage or a telephone number that cannot be is a
    slip of the keyboard.
    Example:
        holidays bank {
          2026-02-30 "A day that never comes"    # CC006
        }
    Use instead: a date that the calendar has, written YEAR-MONTH-DAY.
    """
