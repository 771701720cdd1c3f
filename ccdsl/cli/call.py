"""`ccdsl call`: one contact, placed before a caller places it."""

import sys
from collections.abc import Callable
from datetime import date
from typing import TextIO

import click

from ccdsl.cli.contact import contact_of, world_of
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.expected import read_end
from ccdsl.cli.given_words import Worded, Words, bare_word, word, words_of
from ccdsl.cli.options import color_option, project_option, today_option
from ccdsl.cli.output import Color, is_colored, result, say, tell
from ccdsl.cli.project import judge, open_project
from ccdsl.cli.running import center_of
from ccdsl.record import record
from ccdsl.report.call import Call, place
from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.judge import matches, told_end
from ccdsl.simulate.run import conduct
from ccdsl.simulate.why import ExplainedRun
from ccdsl.simulate.world import ChoiceError, Contact, MissingError, World
from ccdsl.syntax import ast

_HELP = """Place a contact, and see what happens to it.

NUMBER is what is dialed; another channel has an address: --channel chat --to ADDRESS.
What is not given is asked for, as by a telephone, where somebody is there to ask; elsewhere it is
an error that names it. Keys, silence, waiting and hanging up happen in the order given.

\b
How a queue stands:        --queue "claims: waiting 30, agents 4, wait 5m"
How a look-up comes out:   --lookup "crm.customer: found, tier gold"
What is known beforehand:  --set tier=gold

Exit codes: 1 if it ends otherwise than --expect says, or the project has errors; 2 if something
is missing or wrong in what is given.
"""


@record
class Show:
    """How a call is shown."""

    format: str
    explain: bool
    color: bool


@click.command("call", cls=Worded, help=_HELP)
@click.argument("number", required=False)
@word("--to", "ADDRESS", "Where a chat, a letter or the like arrives.")
@word("--channel", "CHANNEL", "How it comes: voice, chat, email, sms or social.")
@word("--from", "NUMBER", "The caller's number; without it, or as `withheld`, there is none.")
@word("--at", "TIME", "When, on the center's clock, as `2026-12-25 11:00`; without it, now.")
@word("--language", "LANGUAGE", "The language it begins with; without it, its entry's.")
@word("--press", "KEYS", "Press, as `1` or `12345678 pound`.")
@bare_word("--silence", "Press nothing at one step.")
@word("--wait", "DURATION", "Wait in a queue, as `3m`.")
@bare_word("--hang-up", "Leave.")
@word("--queue", "TEXT", "How a queue stands.")
@word("--flag", "NAME=on|off", "How a flag stands.")
@word("--lookup", "TEXT", "How a look-up comes out.")
@word("--share", "N", "Which share of an `allocate` is drawn, from 1.")
@word("--transfer", "OUTCOME", "How a transfer comes out: answered, busy, no-answer or failed.")
@word("--set", "NAME=VALUE", "An attribute that is set from the start.")
@click.option("--draft", is_flag=True, help="Call the draft center.")
@click.option("--explain", is_flag=True, help="Show places, and why other rules did not match.")
@click.option("--expect", metavar="END", help="How it must end, as `queue claims` or `hang-up`.")
@click.option(
    "--format", "format_name", type=click.Choice(("text", "json", "mermaid")), default="text"
)
@project_option
@today_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    number: str | None,
    draft: bool,
    explain: bool,
    expect: str | None,
    format_name: str,
    project: str,
    today: date,
    color: Color,
) -> Exit:
    """Place a contact, and see what happens to it."""
    judged = judge(open_project(project), today, proofs=False)
    center = center_of(judged, draft=draft)
    if center is None:
        tell(judged.findings, color)
        return Exit.FINDINGS
    show = Show(format=format_name, explain=explain, color=is_colored(color, sys.stdout))
    words = words_of(ctx)
    wanted = read_end(center.program, expect) if expect is not None else None
    contact = contact_of(center, number, words)
    call = _placed(center, contact, world_of(center.program, words), words, show)
    return _verdict(wanted, call)


def _placed(center: Center, contact: Contact, world: World, words: Words, show: Show) -> Call:
    """Place the call, ask for what is missing where somebody is there, and show it."""
    asks = show.format == "text" and is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if asks and not any(name in _WORLDLY for name, _ in words.pairs):
        return _by_phone(center, contact, world, show)
    run = ExplainedRun(center, contact, Choices(world))
    try:
        trace = conduct(run)
    except MissingError as missing:
        if asks:
            return _by_phone(center, contact, world, show)
        raise _refusal(center, run, missing, show) from missing
    except ChoiceError as error:
        raise _refusal(center, run, error, show) from error
    call = Call(
        center=center,
        contact=contact,
        steps=trace.steps,
        end=trace.end,
        missed=tuple(run.missed),
    )
    result(render(call, show), color=show.color)
    return call


_WORLDLY = frozenset(
    ("press", "silence", "wait", "hang_up", "queue", "lookup", "share", "transfer")
)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody is there; a closed stream has nobody."""
    return stream is not None and stream.isatty()


def _by_phone(center: Center, contact: Contact, world: World, show: Show) -> Call:
    from ccdsl.cli.phone import Phone

    phone = Phone(center, contact, ask=_ask, show=lambda text: result(f"{text}\n"))
    try:
        return phone.talk(world, explain=show.explain)
    except ChoiceError as error:
        raise Refusal(error.message, in_options(error)) from error


def _ask(question: str) -> str:
    """Ask on the terminal; the end of the input hangs up."""
    try:
        return input(f"{question} ").strip()
    except EOFError:
        return "hang up"


def _refusal(center: Center, run: ExplainedRun, error: ChoiceError, show: Show) -> Refusal:
    """Show how far the contact came, and return what stopped it there."""
    if show.format == "text":
        call = Call(
            center=center,
            contact=run.contact,
            steps=error.steps,
            end=None,
            missed=tuple(run.missed),
        )
        result(render(call, show), color=show.color)
    where, line = place(center.program, error.span)
    at = f"{where}:{line}: " if where else ""
    return Refusal(f"{at}{error.message}", in_options(error))


def in_options(error: ChoiceError) -> str | None:
    """Return the way out of a choice that is wrong or missing, in the words of options."""
    if not isinstance(error, MissingError):
        return error.help.replace("delete it", "leave it out") if error.help else None
    asked = error.asked
    match asked:
        case ast.Menu():
            keys = ", ".join(line.key.keys for line in asked.keys)
            return f"give `--press KEY` ({keys}) or `--silence`"
        case ast.Collect():
            until = asked.digits.until.keys if asked.digits.until else "pound"
            return f'give `--press "DIGITS {until}"` or `--silence`'
        case ast.Lookup():
            outcomes = " or ".join(line.outcome.text for line in asked.outcomes)
            return f'give `--lookup "{asked.source.text}: OUTCOME"`; it is {outcomes}'
        case ast.Allocate():
            return f"give `--share N`, from 1 to {len(asked.shares)}"
        case _:
            return "give `--transfer answered`, `busy`, `no-answer` or `failed`"


def render(call: Call, show: Show) -> str:
    """Return a call in a format."""
    from ccdsl.report import call_json, call_mermaid, call_text

    formats: dict[str, Callable[[], str]] = {
        "text": lambda: call_text.render(call, color=show.color, explain=show.explain),
        "json": lambda: call_json.render(call, explain=show.explain),
        "mermaid": lambda: call_mermaid.render(call),
    }
    return formats[show.format]()


def _verdict(wanted: ast.End | None, call: Call) -> Exit:
    if wanted is None or call.end is None or matches(wanted, call.end):
        return Exit.CLEAN
    say(f"it ends at {call.end}, not at {told_end(wanted)}")
    return Exit.FINDINGS
