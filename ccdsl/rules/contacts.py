"""Which contacts a finding is about, in words."""

from collections.abc import Iterable, Iterator

from ccdsl.model.facts import Coming, OnChannels, Visit
from ccdsl.model.tested import Contacts, Together

_MOST_KINDS = 3
_MILLION = 1_000_000


def about(contacts: Contacts | None, *, share: bool = False) -> str:
    """Return who some contacts are, one kind a line, how often they may come, and one of them."""
    if contacts is None:
        return ""
    often = share_of_week(contacts) if share else ""
    example = contacts.example()
    shown = f"for example: {example}" if example else ""
    return "\n".join(line for line in (*_kinds(contacts), often, shown) if line)


def with_contacts(way_out: str, contacts: Contacts | None) -> str:
    """Return help that goes on to say who the contacts are, and shows one of them."""
    return "\n".join(line for line in (way_out, about(contacts)) if line)


def contacts_of(visits: Iterable[Visit], by: Coming = "any way") -> Contacts:
    """Return the contacts that make one of some visits."""
    parts: dict[int, list[Visit]] = {}
    for visit in visits:
        parts.setdefault(id(visit.ways), []).append(visit)
    return Together([each[0].ways.contacts_of(each, by) for each in parts.values()])


def on_channels(found: OnChannels, channels: Iterable[str]) -> Contacts:
    """Return the contacts that stand so on some channels."""
    parts = (found.get(channel) for channel in channels)
    return Together([part for part in parts if part is not None])


def share_of_week(contacts: Contacts) -> str:
    """Return at what share of the week one of some contacts may arrive, with 6 decimals."""
    millionths = contacts.share()
    if millionths is None:
        return ""
    whole, rest = divmod(millionths, _MILLION)
    return f"share of the week: {whole}.{rest:06}"


def _kinds(contacts: Contacts) -> Iterator[str]:
    said = contacts.words()
    for number, one in enumerate(said[:_MOST_KINDS]):
        yield f"{'or' if number else 'contacts'}: {one}"
    if len(said) > _MOST_KINDS:
        yield f"or: {len(said) - _MOST_KINDS} more kinds of contacts"
