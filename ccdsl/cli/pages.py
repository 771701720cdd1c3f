"""The pages of the rules, for people who read them in a terminal or on a web page."""

import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import dedent

from ccdsl.rules.rule import Rule

_HEADING = re.compile(r"([A-Z][a-z ]*):(?:[ ]+(.*))?\Z")


def as_text(rule: Rule) -> str:
    """Return a rule's page as it is read in a terminal."""
    title = f"{rule.code} {rule.name} ({rule.severity})"
    return f"{title}\n\n{rule.page.rstrip()}\n"


def as_markdown(rule: Rule) -> str:
    """Return a rule's page in Markdown: a heading, then paragraphs and fenced source."""
    parts = [f"# {rule.code}: {rule.title}", f"`{rule.name}`, {_article(rule.severity)}."]
    parts += _blocks(_body(rule))
    return "\n\n".join(parts) + "\n"


def _article(severity: str) -> str:
    return f"an {severity}" if severity[:1] in "aeiou" else f"a {severity}"


def _body(rule: Rule) -> str:
    """Return the page without its first line, which is the title."""
    return rule.page.partition("\n")[2].strip("\n")


def _blocks(body: str) -> Iterator[str]:
    """Yield the paragraphs of a page; what is indented is source."""
    for is_source, lines in groupby(body.splitlines(), key=_is_indented):
        text = "\n".join(lines)
        if is_source:
            yield f"```ccdsl\n{dedent(text).strip()}\n```"
        elif text.strip():
            yield "\n".join(_marked(line) for line in text.strip().splitlines())


def _is_indented(line: str) -> bool:
    return line.startswith("    ")


def _marked(line: str) -> str:
    """Return a line with its heading, if it has one, in bold."""
    match = _HEADING.match(line)
    if match is None:
        return line
    return f"**{match[1]}:** {match[2]}" if match[2] else f"**{match[1]}:**"
