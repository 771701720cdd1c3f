"""`ccdsl ask`: which contacts come somewhere, and what can happen to one."""

import re
from collections.abc import Sequence
from datetime import date
from json import dumps

import click

from ccdsl.analysis.answering import Answer, Asked, Outcome, what_happens, who_comes
from ccdsl.analysis.axes import Line
from ccdsl.cli.deciding import deciding
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.moment import read_instant
from ccdsl.cli.options import project_option, today_option
from ccdsl.cli.output import result
from ccdsl.cli.project import Judged, judge, open_project, read_project
from ccdsl.cli.questions import (
    GOALS,
    QUESTION,
    goal_begins,
    question_of,
    source_of,
)
from ccdsl.cli.replaced import Replaced
from ccdsl.diagnostics import Severity
from ccdsl.model.words import share_of_week
from ccdsl.simulate.center import Center
from ccdsl.syntax import ast

_MILLION = 1_000_000
_NAMES = "CC1"
"""What is wrong with a text has a code before those of names."""
_FROM = re.compile(
    r"(?:(?P<caller>\+[0-9]{5,15})(?:\s+to\s+(?P<to>\+[0-9]{5,15}))?\s*)?(?:at\s+(?P<at>.+))?"
)


@click.command("ask")
@click.argument("question", required=False)
@click.option("--reaches", metavar="GOAL", help="Where: `voicemail general`, `queue claims`, …")
@click.option("--when", "condition", metavar="CONDITION", help="Of whom, in the language's words.")
@click.option("--from", "contact", metavar="CONTACT", help="`NUMBER [to NUMBER] [at TIME]`.")
@click.option("--draft", is_flag=True, help="Ask about the draft center.")
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@project_option
@today_option
def command(
    *,
    question: str | None,
    reaches: str | None,
    condition: str | None,
    contact: str | None,
    draft: bool,
    format_name: str,
    project: str,
    today: date,
) -> Exit:
    """Ask which contacts come somewhere, or what can happen to one.

    QUESTION is like "who reaches voicemail general when hours support is open"; --reaches and
    --when say the same. With --from, everything that can happen to a contact: the number is where
    it arrives, if an entry has it, else the caller's.
    """
    if question is not None:
        reaches, condition = question_of(question, reaches, condition)
    if (reaches is None) is (contact is None):
        raise click.UsageError("ask who reaches something, or --from where a contact comes")
    if reaches is None and condition is not None:
        raise click.UsageError("--when goes with --reaches: --from says itself who it is about")
    asked = open_project(project)
    if reaches is not None and asked.files.matching(asked.settings.sources):
        data = source_of(reaches, condition).encode()
        files = Replaced(files=asked.files, path=QUESTION, data=data, counts=True)
        asked = read_project(asked.folder, files)
    judged = judge(asked, today, proofs=False)
    _refuse_broken(judged, reaches, condition)
    with deciding():
        if contact is not None:
            return _happens(judged, contact, draft=draft, format_name=format_name)
        return _comes(judged, draft=draft, format_name=format_name)


def _refuse_broken(judged: Judged, reaches: str | None, condition: str | None) -> None:
    """Refuse a question that cannot be read, and a project of which nothing can be said."""
    found = judged.findings.diagnostics
    own = [one for one in found if one.span.path == QUESTION and one.severity is Severity.ERROR]
    plain = [one for one in own if not one.code.startswith("CC7")]
    if plain and plain[0].code < _NAMES and plain[0].span.start >= goal_begins(condition):
        raise Refusal(f"`{reaches}` is nowhere that contacts come", GOALS)
    if plain:
        raise Refusal(f"this question cannot be read: {plain[0].message}", plain[0].help)
    if not judged.can_be_drawn:
        raise Refusal("nothing can be said of a project that is not whole", "see `ccdsl check`")


def _comes(judged: Judged, *, draft: bool, format_name: str) -> Exit:
    program = judged.compiled.program
    requires = [one for one in program.requires if one.span.path == QUESTION]
    claims = [claim for one in requires for claim in one.claims]
    if len(claims) != 1:
        raise Refusal("this question asks more than one thing", GOALS)
    claim, when = claims[0], requires[0].when
    goals: tuple[ast.Goal, ...] = ()
    if isinstance(claim, ast.Ends):
        goals = claim.ends
    elif isinstance(claim, ast.Passes):
        goals = claim.places
    walks, view = judged.compiled.walks(draft=draft)
    answers = list(who_comes(walks, view, goals, when))
    if format_name == "json":
        result(dumps({"format": 1, "contacts": [_json(one) for one in answers]}, indent=2) + "\n")
    else:
        result("".join(_text(one) for one in answers) or "nobody\n")
    return Exit.CLEAN


def _happens(judged: Judged, contact: str, *, draft: bool, format_name: str) -> Exit:
    walks, view = judged.compiled.walks(draft=draft)
    asked = _asked(Center(program=judged.compiled.program, view=view), contact)
    outcomes = list(what_happens(walks, view, asked))
    if format_name == "json":
        result(dumps({"format": 1, "ends": [_end(one) for one in outcomes]}, indent=2) + "\n")
    else:
        result(_outcomes(outcomes))
    return Exit.CLEAN


def _asked(center: Center, text: str) -> Asked:
    found = _FROM.fullmatch(text.strip())
    if found is None or not text.strip():
        raise Refusal(f"`{text}` is no contact", "write it like `+18005550100 at 2026-12-25 11:00`")
    instant = read_instant(center.declared, found["at"]) if found["at"] else None
    number, to = found["caller"], found["to"]
    lines = {address: Line(channel, address) for channel, address in center.entries}
    if to is not None and to not in lines:
        raise Refusal(f"no entry takes `{to}`", f"numbers are {', '.join(sorted(lines))}")
    if number in lines and to is None:
        return Asked(line=lines[number], caller=None, instant=instant)
    return Asked(line=lines[to] if to else None, caller=number, instant=instant)


def _text(answer: Answer) -> str:
    share = share_of_week(answer.share) if answer.share < _MILLION else "always"
    scenario = "".join(f"    {line}\n" for line in answer.scenario.rstrip().splitlines())
    return f"{answer.words}  ({share})\n{scenario}\n"


def _outcomes(outcomes: Sequence[Outcome]) -> str:
    lines = []
    for outcome in outcomes:
        lines.append(f"{outcome.end}\n")
        lines += [f"  {line}\n" for one in outcome.answers for line in _text(one).splitlines()]
    return "".join(line if line.strip() else "\n" for line in lines) or "no such contact comes\n"


def _json(answer: Answer) -> dict[str, object]:
    return {
        "contacts": answer.contacts,
        "share_of_week": answer.share / _MILLION,
        "witness": answer.scenario,
    }


def _end(outcome: Outcome) -> dict[str, object]:
    return {"end": outcome.end, "contacts": [_json(one) for one in outcome.answers]}
