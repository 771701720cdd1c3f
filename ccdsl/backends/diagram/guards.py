"""Conditions that an entry decides: what can hold for a contact that arrives there."""

from ccdsl.syntax import ast


def holds(condition: ast.Condition, entry: ast.Entry) -> bool | None:
    """Return whether a condition holds for every contact of an entry (False: for none)."""
    match condition:
        case ast.Not():
            held = holds(condition.part, entry)
            return None if held is None else not held
        case ast.And():
            return _all([holds(part, entry) for part in condition.parts])
        case ast.Or():
            held = _all([_opposite(holds(part, entry)) for part in condition.parts])
            return _opposite(held)
        case ast.EntryTest():
            return entry.name.text in {name.text for name in condition.entries}
        case ast.ChannelTest():
            return entry.arrival.channel in {name.text for name in condition.channels}
        case ast.NumberTest() if condition.subject == "dialed":
            return _dialed(condition, entry)
        case _:
            return None


def _opposite(held: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is what it is about
    return None if held is None else not held


def _all(held: list[bool | None]) -> bool | None:
    if False in held:
        return False
    return None if None in held else True


def _dialed(test: ast.NumberTest, entry: ast.Entry) -> bool | None:
    """Compare an entry's numbers; a list of callers is not looked into."""
    numbers = [each.number for each in entry.arrival.addresses if isinstance(each, ast.Phone)]
    if not numbers:
        return False
    held = {_is_among(number, test) for number in numbers}
    return held.pop() if len(held) == 1 else None


def _is_among(number: str, test: ast.NumberTest) -> bool | None:
    for value in test.values:
        match value:
            case ast.Phone() if value.number == number:
                return True
            case ast.Prefix() if number.startswith(value.digits):
                return True
            case _:
                pass
    return None if any(isinstance(value, ast.Name) for value in test.values) else False
