"""The contact and the world of a call, from the words of the command line."""

from collections.abc import Iterator

from ccdsl.cli import givens
from ccdsl.cli.ends import Refusal
from ccdsl.cli.given_words import Words
from ccdsl.cli.moment import current_instant, read_instant
from ccdsl.model.program import Program
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.simulate.center import Center
from ccdsl.simulate.world import Contact, Input, Leaves, Silence, World
from ccdsl.syntax import ast


def contact_of(center: Center, number: str | None, words: Words) -> Contact:
    """Return the contact; refuse one that cannot come."""
    channel = _channel(words.one("channel") or "voice")
    to = _to(center, channel, number, words.one("to"))
    at = words.one("at")
    instant = current_instant(center.declared) if at is None else read_instant(center.declared, at)
    return Contact(
        channel=channel,
        to=to,
        caller=_caller(channel, words.one("from")),
        instant=instant,
        language=_language(center, words.one("language")),
        attributes=givens.read_settings(center.program, words.all("set")),
    )


def _channel(text: str) -> ast.Channel:
    givens.known(text, ast.CHANNELS, "channel")
    return next(each for each in ast.CHANNELS if each == text)


def _to(center: Center, channel: ast.Channel, number: str | None, address: str | None) -> str:
    """Return where the contact arrives, which an entry must take."""
    if (number is None) is (address is None):
        raise Refusal("say where it arrives: one NUMBER, or `--to ADDRESS`", _ways(center.program))
    to = number if number is not None else address or ""
    if channel in NUMBERED_CHANNELS:
        to = givens.read_number(to)
    if (channel, to) not in center.entries:
        raise Refusal(f"no entry takes {channel} at `{to}`", _ways(center.program))
    return to


def _ways(program: Program) -> str:
    ways = [
        f"{entry.arrival.channel} {ast.written(address)}"
        for entry in program.entries.values()
        for address in entry.arrival.addresses
    ]
    return f"contacts arrive at {', '.join(ways)}"


def _caller(channel: ast.Channel, text: str | None) -> str | None:
    if text is None or text == "withheld":
        return None
    if channel not in NUMBERED_CHANNELS:
        raise Refusal(f"a contact by {channel} has no number to come from", "leave `--from` out")
    return givens.read_number(text)


def _language(center: Center, text: str | None) -> str | None:
    if text is not None:
        givens.known(text, [each.tag for each in center.declared.languages], "language")
    return text


def world_of(program: Program, words: Words) -> World:
    """Return everything that is given about the caller and the world."""
    return World(
        inputs=tuple(_inputs(words)),
        flags=givens.read_flags(program, words.all("flag")),
        queues=givens.read_queues(program, words.all("queue")),
        lookups=tuple(givens.read_lookup(program, text) for text in words.all("lookup")),
        shares=tuple(givens.read_share(text) for text in words.all("share")),
        transfers=tuple(givens.read_transfer(text) for text in words.all("transfer")),
    )


def _inputs(words: Words) -> Iterator[Input]:
    """Yield what the caller does, in the order of the command line."""
    for name, text in words.pairs:
        match name:
            case "press":
                yield givens.read_press(text)
            case "silence":
                yield Silence()
            case "wait":
                yield givens.read_wait(text)
            case "hang_up":
                yield Leaves()
            case _:
                pass
