"""Writes how the formatter lays out `layout/*.ccdsl` today: read the difference before you keep it.

python -m tests.syntax.make_layout
"""

from ccdsl.diagnostics import Problems
from ccdsl.source import Source
from ccdsl.syntax.printer import format_source
from tests.syntax.sources import TEXTS


def main() -> None:
    """Rewrite every expectation."""
    for path in TEXTS:
        text = format_source(Source(path=path.name, text=path.read_text()), Problems())
        path.with_suffix(".expected").write_text(text or "", encoding="utf-8")


if __name__ == "__main__":
    main()
