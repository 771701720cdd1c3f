"""Questions in words, as a source of their own beside a project's."""

import re

from ccdsl.cli.ends import Refusal

QUESTION = "question.ccdsl"
"""What the source of a question is called; no file has to have that name."""
_ASKED = re.compile(
    r"who\s+(?:can\s+)?(?:reach(?:es)?|(?:gets?|comes?)\s+to|ends?\s+(?:at|in|up\s+(?:at|in))"
    r"|pass(?:es)?|goes?\s+(?:through|to))\s+"
    r"(?P<goal>.+?)(?:\s+(?:when|while|if)\s+(?P<when>.+?))?\s*\??",
    re.IGNORECASE,
)
_PASSED = ("script", "queue", "after-hours")
GOALS = (
    "ask about an end (`voicemail general`, `queue`, `callback`, `transfer`, `hang-up`), "
    "`script NAME`, `script NAME step STEP` or `after-hours NAME`"
)
"""What contacts can be asked to come to."""


def question_of(
    question: str, reaches: str | None, condition: str | None
) -> tuple[str, str | None]:
    """Return the goal and the condition of a question in words; refuse what is none."""
    found = _ASKED.fullmatch(question.strip())
    if found is None or reaches is not None:
        raise Refusal(
            f"`{question}` is no question that can be answered",
            'ask like "who reaches voicemail general when hours support is open"',
        )
    return found["goal"], found["when"] if condition is None else condition


def source_of(goal: str, condition: str | None) -> str:
    """Return a question as a requirement, whose text and names are checked like any other.

    Refuses to ask who gives up: anybody may, anywhere.
    """
    words = goal.split()
    if words[:1] == ["abandoned"]:
        raise Refusal("nobody is taken to `abandoned`: anyone may give up, at any step", GOALS)
    passed = words[:1] and words[0] in _PASSED and words != ["queue"]
    claim = "never passes" if passed else "never"
    return f"{_head(condition)}  {claim} {goal}\n}}\n"


def goal_begins(condition: str | None) -> int:
    """Return where in the source of a question its goal stands, after the condition."""
    return len(_head(condition))


def _head(condition: str | None) -> str:
    when = f"  when {condition}\n" if condition is not None else ""
    return f'require "What is asked" {{\n{when}'
