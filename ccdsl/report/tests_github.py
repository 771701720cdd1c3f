"""Failed scenarios as workflow commands, which GitHub Actions turns into annotations."""

from ccdsl.report.call import place
from ccdsl.report.display import visible
from ccdsl.scenarios.running import Tests

_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(tests: Tests, base: str = "") -> str:
    """Return a command for each failure; `base` is the project's folder in its repository."""
    lines = []
    for outcome in tests.failed:
        title = visible(outcome.scenario.name.text).translate(_IN_PROPERTY)
        for failure in outcome.failures:
            path, line = place(tests.center.program, failure.span)
            file = visible(f"{base}/{path}".removeprefix("/")).translate(_IN_PROPERTY)
            message = visible(failure.message).translate(_IN_MESSAGE)
            lines.append(f"::error file={file},line={line},title={title}::{message}\n")
    return "".join(lines)
