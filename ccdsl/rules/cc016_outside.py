"""File lies outside the project."""

from ccdsl.diagnostics import Severity
from ccdsl.rules.rule import page


@page("CC016", Severity.ERROR)
def file_outside_the_project() -> None:
    """File lies outside the project.

    Why: a project is one folder that can be copied, reviewed and put back; what lies outside is not
    under review. Links that lead out are refused too.
    Example:
        callers vip {
          file "../numbers.csv"    # CC016
        }
    Use instead: move the file into the project.
    """
