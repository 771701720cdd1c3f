"""Which contacts a finding is about, in words."""

from collections.abc import Iterator

from ccdsl.model.tested import Contacts

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
