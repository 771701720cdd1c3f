"""A contact in a world, written as a scenario."""

from collections.abc import Iterator
from typing import assert_never

from ccdsl.diagnostics import Problems
from ccdsl.model.words import duration
from ccdsl.model.zones import wall_clock
from ccdsl.record import record
from ccdsl.simulate.center import Center
from ccdsl.simulate.given import reading_of
from ccdsl.simulate.trace import Trace
from ccdsl.simulate.world import (
    AttributeValue,
    Contact,
    Input,
    Leaves,
    Press,
    QueueState,
    Silence,
    Waits,
    World,
)
from ccdsl.source import Source
from ccdsl.syntax.printer import format_source

_DIALED = {"voice": "dial", "sms": "sms"}


@record
class Written:
    """What a scenario says: a contact, its world, and what happened."""

    title: str
    contact: Contact
    world: World
    trace: Trace


def write_scenario(center: Center, one: Written, since: tuple[str, ...] = ()) -> str:
    """Return a scenario that says what happens to a contact, formatted and ready to paste.

    `since` are versions it waits for, as in `script main_menu version 4`.
    """
    lines = [
        *(f"since {version}" for version in since),
        arrives(center, one.contact),
        *_known(center, one.contact),
        *(_does(given) for given in one.world.inputs),
        *_givens(center, one.world),
        *((f"hears {', '.join(one.trace.heard)}",) if one.trace.heard else ()),
        f"expect {one.trace.end}",
    ]
    body = "".join(f"  {line}\n" for line in lines)
    text = f'scenario "{_escaped(one.title)}" {{\n{body}}}\n'
    return format_source(Source(path="scenario.ccdsl", text=text), Problems()) or text


def as_line(center: Center, contact: Contact, world: World) -> str:
    """Return what a scenario says of a contact and its world, on one line."""
    return ", ".join((arrives(center, contact), *given_lines(center, contact, world)))


def given_lines(center: Center, contact: Contact, world: World) -> tuple[str, ...]:
    """Return what a scenario says of a contact after its arrival, and of its world."""
    does = (_does(given) for given in world.inputs)
    return (*_known(center, contact), *does, *_givens(center, world))


def arrives(center: Center, contact: Contact) -> str:
    """Return the line of a scenario that says where, from whom and when a contact arrives."""
    clock = wall_clock(contact.instant, center.declared.timezone.name)
    time = f"{clock:%Y-%m-%d %H:%M:%S}" if clock.second else f"{clock:%Y-%m-%d %H:%M}"
    reading = reading_of(contact.instant, center.declared.timezone.name)
    time += f" {reading}" if reading is not None else ""
    if contact.channel in _DIALED:
        caller = contact.caller or "withheld"
        return f"{_DIALED[contact.channel]} {contact.to} from {caller} at {time}"
    return f'{contact.channel} "{_escaped(contact.to)}" at {time}'


def _known(center: Center, contact: Contact) -> Iterator[str]:
    if contact.language is not None:
        yield f"language {contact.language}"
    for name, value in contact.attributes.items():
        yield f"with {name} {_value(center, name, value)}"


def _does(given: Input) -> str:
    match given:
        case Press():
            return f"press {' '.join(given.keys)}"
        case Silence():
            return "silence"
        case Waits():
            return f"waits {duration(given.ms)}"
        case Leaves():
            return "leaves"
        case _:
            assert_never(given)


def _givens(center: Center, world: World) -> Iterator[str]:
    for name, on in world.flags.items():
        yield f"given flag {name} is {'on' if on else 'off'}"
    for name, states in world.queues.items():
        for number, state in enumerate(states):
            yield from _stands(name, state, is_first=number == 0)
    for result in world.lookups:
        values = [f"{name} {_value(center, name, value)}" for name, value in result.values.items()]
        yield f"given lookup {result.source} {result.outcome} {', '.join(values)}".rstrip()
    for share in world.shares:
        yield f"given share {share.number}"
    for transfer in world.transfers:
        yield f"given transfer {transfer.outcome}"


def _stands(queue: str, state: QueueState, *, is_first: bool) -> Iterator[str]:
    """Yield the lines of one look; those of a later one begin with `then`."""
    figures = _figures(state)
    if is_first and figures:
        yield f"given queue {queue} has {_said(figures)}"
    if not is_first:
        # A look at a quiet queue has to be said too: one agent is what it has anyway.
        yield f"given queue {queue} then has {_said(figures or {'agents': state.staffed})}"
    for change in state.later:
        now = _figures(change.state)
        new = {name: value for name, value in now.items() if figures.get(name) != value}
        if new:
            yield f"given queue {queue} has {_said(new)} after {duration(change.after_ms)}"
        figures = now
    if state.closes is not None:
        yield f"given queue {queue} closes at {duration(state.closes)}"


def _figures(state: QueueState) -> dict[str, int]:
    """Return the figures that are given, in the order in which they are written."""
    figures = {
        "agents": state.agents,
        "available": state.available,
        "waiting": state.waiting,
        "expected-wait": state.expected_wait,
        "wait": state.wait,
    }
    return {name: value for name, value in figures.items() if value is not None}


def _said(figures: dict[str, int]) -> str:
    return ", ".join(
        f"{name} {duration(value) if name.endswith('wait') else value}"
        for name, value in figures.items()
    )


def _value(center: Center, attribute: str, value: AttributeValue) -> str:
    is_text = center.program.attributes[attribute].type == "text"
    return f'"{_escaped(str(value))}"' if is_text else str(value)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
