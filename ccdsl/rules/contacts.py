"""Which contacts a finding is about, in words."""

from ccdsl.model.tested import Contacts

_MOST_KINDS = 3
_MILLION = 1_000_000


def who(contacts: Contacts) -> str:
    """Return who some contacts are, one kind a line."""
    first, *others = contacts.words() or ("nobody can tell",)
    told = others[: _MOST_KINDS - 1]
    lines = [f"they are {first}", *(f"or {one}" for one in told)]
    if len(others) > len(told):
        lines.append(f"or of {len(others) - len(told)} more kinds")
    return "\n".join(lines)


def share_of_week(contacts: Contacts) -> str:
    """Return the share of the week at which one of some contacts may arrive, with 6 decimals."""
    whole, rest = divmod(contacts.share(), _MILLION)
    return f"{whole}.{rest:06} of the week"
