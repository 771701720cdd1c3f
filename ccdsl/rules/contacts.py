"""Which contacts a finding is about, in words."""

from collections.abc import Iterator

from ccdsl.model.tested import Contacts, Shown

_MOST_KINDS = 3
_MILLION = 1_000_000


def about(contacts: Contacts, *, share: bool = False) -> str:
    """Return who some contacts are, one kind a line, how often they may come, and one of them."""
    often = share_of_week(contacts) if share else ""
    said = "\n".join(line for line in (*_kinds(contacts), often) if line)
    return f"{said}{for_example(contacts)}".lstrip("\n")


def for_example(shown: Shown | None) -> str:
    """Return the line of help that shows one of some contacts, begun anew; "" if none is shown."""
    example = shown.example() if shown is not None else ""
    return f"\nfor example: {example}" if example else ""


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
