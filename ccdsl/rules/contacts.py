"""Which contacts a finding is about, in words."""

from collections.abc import Iterator

from ccdsl.model.tested import Contacts

_MOST_KINDS = 3
_MILLION = 1_000_000


def about(contacts: Contacts, *, share: bool = False) -> str:
    """Return who some contacts are, one kind a line, how often they may come, and one of them."""
    return "\n".join(_lines(contacts, share=share))


def _lines(contacts: Contacts, *, share: bool) -> Iterator[str]:
    said = contacts.words()
    for number, one in enumerate(said[:_MOST_KINDS]):
        yield f"{'or' if number else 'contacts'}: {one}"
    if len(said) > _MOST_KINDS:
        yield f"or: {len(said) - _MOST_KINDS} more kinds of contacts"
    millionths = contacts.share() if share else None
    if millionths is not None:
        whole, rest = divmod(millionths, _MILLION)
        yield f"share of the week: {whole}.{rest:06}"
    example = contacts.example()
    if example:
        yield f"for example: {example}"
