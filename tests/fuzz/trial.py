"""One input through everything that reads text: what must hold, whatever it is."""

from typing import Literal

from ccdsl.diagnostics import Problems
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import parse
from ccdsl.syntax.printer import format_source

Outcome = Literal["not text", "mistakes", "formatted"]
PATH = "a.ccdsl"


def trial(data: bytes) -> Outcome:
    """Decode, parse and format; raises AssertionError where something does not hold."""
    problems = Problems()
    source = decode(PATH, data, problems)
    is_text = not problems
    parse(source, problems)
    for one in problems:
        assert 0 <= one.span.start <= one.span.end <= len(source.text), one
        assert one.message, one
    if not is_text:
        assert [one.code for one in problems] == ["CC001"]
        return "not text"
    said = Problems()
    text = format_source(source, said)
    if text is None:
        assert said.found == problems.found
        assert problems.found
        return "mistakes"
    again = format_source(type(source)(path=PATH, text=text), Problems())
    assert again == text, "printing twice is not printing once"
    return "formatted"
