"""What is known of a contact in one column of the matrix, and conditions as far as that decides."""

from dataclasses import replace

from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Situation:
    """A kind of moment at one entry; `numbers` are those it may be dialed by.

    `is_open` and `is_holiday` are said of all hours at once.
    """

    label: str
    is_open: bool
    is_holiday: bool
    entry: str
    channel: str
    numbers: tuple[str, ...]


def situations(entry: ast.Entry) -> tuple[Situation, Situation, Situation]:
    """Return an entry's open hours, closed hours and holidays."""
    numbers = tuple(each.number for each in entry.arrival.addresses if isinstance(each, ast.Phone))
    moments = (("open", True, False), ("closed", False, False), ("holiday", False, True))
    made = [
        Situation(
            label=label,
            is_open=is_open,
            is_holiday=is_holiday,
            entry=entry.name.text,
            channel=entry.arrival.channel,
            numbers=numbers,
        )
        for label, is_open, is_holiday in moments
    ]
    return (made[0], made[1], made[2])


def decided(condition: ast.Condition, now: Situation) -> ast.Condition | bool:
    """Return whether a condition holds for all such contacts or none, else what is left of it."""
    match condition:
        case ast.And():
            return _joined(condition, now, neutral=True)
        case ast.Or():
            return _joined(condition, now, neutral=False)
        case ast.Not():
            inner = decided(condition.part, now)
            return not inner if isinstance(inner, bool) else replace(condition, part=inner)
        case ast.HoursTest():
            if condition.state == "holiday":
                return now.is_holiday
            return now.is_open is (condition.state == "open")
        case ast.EntryTest():
            return now.entry in {name.text for name in condition.entries}
        case ast.ChannelTest():
            return now.channel in {name.text for name in condition.channels}
        case ast.CallerWithheld() if now.channel not in NUMBERED_CHANNELS:
            return True
        case ast.NumberTest():
            return _number(condition, now)
        case _:
            return condition


def _joined(condition: ast.And | ast.Or, now: Situation, *, neutral: bool) -> ast.Condition | bool:
    left: list[ast.Condition] = []
    for part in condition.parts:
        kept = decided(part, now)
        if not isinstance(kept, bool):
            left.append(kept)
        elif kept is not neutral:
            return kept
    if not left:
        return neutral
    return left[0] if len(left) == 1 else replace(condition, parts=tuple(left))


def _number(test: ast.NumberTest, now: Situation) -> ast.Condition | bool:
    """Decide a test of a number that the entry settles."""
    if now.channel not in NUMBERED_CHANNELS:
        return False
    if test.subject == "caller" or any(isinstance(each, ast.Name) for each in test.values):
        return test
    hits = [any(_is(number, value) for value in test.values) for number in now.numbers]
    return test if any(hits) and not all(hits) else all(hits)


def _is(number: str, value: ast.Phone | ast.Prefix | ast.Name) -> bool:
    match value:
        case ast.Phone():
            return number == value.number
        case ast.Prefix():
            return number.startswith(value.digits)
        case ast.Name():
            return False
