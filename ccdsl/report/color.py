"""Whether to colour, and how; colour only repeats what the characters already say."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, assert_never

from ccdsl.diagnostics import Severity
from ccdsl.record import record


def wants_color(
    setting: Literal["auto", "always", "never"], *, is_tty: bool, environ: Mapping[str, str]
) -> bool:
    """Decide whether output is coloured.

    What was asked for on the command line wins. Otherwise a non-empty `NO_COLOR` forbids,
    `FORCE_COLOR` (non-empty, not `0`) demands, and a terminal that is not `dumb` invites.
    """
    match setting:
        case "always":
            return True
        case "never":
            return False
        case "auto":
            if environ.get("NO_COLOR"):
                return False
            forced = environ.get("FORCE_COLOR", "") not in {"", "0"}
            return forced or (is_tty and environ.get("TERM") != "dumb")
        case unknown:
            assert_never(unknown)


class Style(StrEnum):
    """The roles that have a colour, each with its terminal attributes."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    MESSAGE = "1"
    GUTTER = "1;34"
    LABEL = "34"
    HELP = "32"


def style_of(severity: Severity) -> Style:
    """Return the style in which a finding of this severity is marked."""
    match severity:
        case Severity.ERROR:
            return Style.ERROR
        case Severity.WARNING:
            return Style.WARNING
        case Severity.INFO:
            return Style.INFO
        case unknown:
            assert_never(unknown)


@record
class Paint:
    """Puts styles on text, or leaves it alone."""

    color: bool

    def __call__(self, style: Style, text: str) -> str:
        """Return `text` in `style`, ended so that nothing after it is coloured."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and text else text
