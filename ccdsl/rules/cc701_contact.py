"""Contacts that can come, and numbers that can be dialed, in scenarios and requirements."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.calendar import Window, day_start
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.zones import DAY, clock_of
from ccdsl.rules.cc116_dialed import nowhere
from ccdsl.rules.numbers import entry_numbers, is_dialed_nowhere
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import clock, did_you_mean, first_here
from ccdsl.simulate.given import meant_by
from ccdsl.syntax import ast


@rule("CC701", Severity.ERROR, proof=True, hides=("CC706",))
def contact_cannot_come(program: Program, facts: Facts) -> Iterator[Finding]:
    """Contact cannot come like this.

    Why: it arrives at a number or an address that no entry has, or at a time that the calendar does
    not have, or that a clock change skips; so it shows nothing. A time that a clock change repeats
    says which of the two it is, as in `01:30 first` or `01:30 again`.
    Example:
        scenario "Somebody calls" {
          dial +18005550999 from withheld at 2026-11-23 09:30    # CC701
          expect queue help
        }
    Use instead: a number of an entry, and one instant within the calendar.
    """
    numbers = entry_numbers(program)
    for owner, test in program.nodes(ast.NumberTest):
        if test.subject == "dialed" and isinstance(owner, ast.Require):
            for value in test.values:
                if is_dialed_nowhere(value, numbers):
                    yield nowhere(value, numbers)
    addresses = _addresses(program)
    for scenario in program.scenarios:
        yield from _arrival(scenario.contact, addresses)
        if facts.window is not None and program.center is not None:
            yield from _instant(scenario.contact, program.center, facts.window)


def _addresses(program: Program) -> dict[ast.Channel, set[str]]:
    """Return the numbers and addresses of each channel, as written."""
    found: dict[ast.Channel, set[str]] = {}
    for entry in program.entries.values():
        for address in entry.arrival.addresses:
            found.setdefault(entry.arrival.channel, set()).add(ast.written(address))
    return found


def _arrival(contact: ast.Contact, addresses: dict[ast.Channel, set[str]]) -> Iterator[Finding]:
    known, written = addresses.get(contact.channel, set()), ast.written(contact.to)
    if written not in known:
        yield Finding(
            message=f"no entry takes {contact.channel} at `{written}`",
            span=contact.to.span,
            help=did_you_mean(written, known, f"no entry has it in a `{contact.channel}` line"),
        )


def _instant(contact: ast.Contact, center: ast.Center, window: Window) -> Iterator[Finding]:
    if not window.first <= contact.day.date <= window.last:
        yield Finding(
            message=f"{contact.day.date} lies outside the calendar",
            span=contact.day.span,
            help=f"the calendar runs from {window.first} to {window.last}",
            labels=first_here(center.calendar[0].span, "the calendar is here"),
        )
        return
    zone = center.timezone.name
    wall = day_start(contact.day.date) + contact.time.seconds
    readings = clock_of(zone, window.start - DAY, window.end + DAY).instants(wall, wall + 1)
    if meant_by(contact.reading, [start for start, _ in readings]) is None:
        yield _not_one(contact, zone, len(readings))


def _not_one(contact: ast.Contact, zone: str, readings: int) -> Finding:
    """Return that a time is no one instant."""
    time = clock(contact.time.seconds // 60)
    said = f"on {contact.day.date} the clock of {zone} reads {time}"
    span = contact.day.span.to(contact.time.span)
    if not readings:
        way = "choose another hour: the clock is put forward in this one"
        return Finding(message=f"{said} never", span=span, help=way)
    if contact.reading is not None:
        return Finding(message=f"{said} once", span=span, help=f"leave out `{contact.reading}`")
    way = "write `first` or `again` behind the time: the clock is put back in this hour"
    return Finding(message=f"{said} twice", span=span, help=way)
