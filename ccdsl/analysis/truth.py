"""Conditions against what is known of a contact at a place: true, false, or undecided."""

from collections.abc import Collection, Iterable, Sequence

from ccdsl.model.vocabulary import CHANNELS, SUBJECTS
from ccdsl.record import record
from ccdsl.syntax import ast
from ccdsl.syntax.wording import nearest


@record
class Known:
    """What is known of every contact here; "" for what is not known. `entries` are all there are.

    `dialed` are the numbers of the entry; `possible` the attributes that may be set; `closed` the
    hours that are closed; `arriving` says that it has not waited in its queue yet.
    """

    channel: str
    language: str
    entry: str
    entries: Sequence[str]
    dialed: frozenset[str]
    possible: frozenset[str]
    closed: str
    arriving: bool


def truth(condition: ast.Condition, known: Known) -> bool | None:
    """Return whether a condition holds for all such contacts, for none, or (None) for some."""
    match condition:
        case ast.Or():
            parts = [truth(part, known) for part in condition.parts]
            return True if True in parts else (None if None in parts else False)
        case ast.And():
            parts = [truth(part, known) for part in condition.parts]
            return False if False in parts else (None if None in parts else True)
        case ast.Not():
            part = truth(condition.part, known)
            return None if part is None else not part
        case ast.ChannelTest():
            return known.channel in _meant(condition.channels, CHANNELS)
        case ast.LanguageTest():
            return known.language in {language.tag for language in condition.languages}
        case ast.AttributeTest() | ast.AttributeCompare():
            return None if condition.attribute.text in known.possible else False
        case _:
            return _arrival(condition, known)


def _meant(names: Iterable[ast.Name], known: Sequence[str]) -> set[str]:
    """Return names, and for one that does not exist the nearest: what follows is judged by it."""
    texts = (name.text for name in names)
    return {text if text in known else nearest(text, known) or text for text in texts}


def _arrival(condition: ast.Condition, known: Known) -> bool | None:
    """Decide what depends on where and when the contact arrived."""
    match condition:
        case ast.EntryTest() if known.entry:
            return known.entry in _meant(condition.entries, known.entries)
        case ast.NumberTest(subject="caller") if known.channel not in ("voice", "sms"):
            return False
        case ast.CallerWithheld() if known.channel not in ("voice", "sms"):
            return True
        case ast.NumberTest(subject="dialed") if known.channel not in ("voice", "sms"):
            return False
        case ast.NumberTest(subject="dialed") if known.entry:
            return _dialed(condition, known.dialed)
        case ast.Figure(figure="wait") if known.arriving:
            return condition.operator not in (">", ">=", "=")
        case ast.HoursTest() if condition.hours.text == known.closed:
            return {"open": False, "closed": True, "holiday": None}[condition.state]
        case _:
            return None


def _dialed(condition: ast.NumberTest, dialed: frozenset[str]) -> bool | None:
    """Decide a test of the dialed number from the numbers of the entry."""
    matching = 0
    for number in dialed:
        for value in condition.values:
            match value:
                case ast.Phone():
                    hit = number == value.number
                case ast.Prefix():
                    hit = number.startswith(value.digits)
                case ast.Name():
                    return None
            if hit:
                matching += 1
                break
    return True if matching == len(dialed) else (None if matching else False)


def is_garbled(condition: ast.Condition, attributes: Collection[str]) -> bool:
    """Whether it asks about an attribute that does not exist, and may mean `channel` or the like.

    Who such a condition lets through is then anybody's guess.
    """
    match condition:
        case ast.Or(parts=parts) | ast.And(parts=parts):
            return any(is_garbled(part, attributes) for part in parts)
        case ast.Not(part=part):
            return is_garbled(part, attributes)
        case ast.AttributeTest(attribute=name) if name.text not in attributes:
            return nearest(name.text, (*attributes, *SUBJECTS)) in SUBJECTS
        case _:
            return False


def settled(condition: ast.Condition) -> frozenset[str]:
    """Return the attributes that are certainly set where the condition holds."""
    match condition:
        case ast.AttributeTest() | ast.AttributeCompare():
            return frozenset((condition.attribute.text,))
        case ast.And():
            return frozenset[str]().union(*(settled(part) for part in condition.parts))
        case ast.Or():
            return frozenset.intersection(*(settled(part) for part in condition.parts))
        case _:
            return frozenset()
