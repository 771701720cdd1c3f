"""Who may do what to versions: the roster's roles say it, and without a roster nobody is asked."""

from collections.abc import Iterable

from ccdsl.lifecycle.refused import Refused
from ccdsl.model.people import Person
from ccdsl.model.program import Program

_SHOWN = 5
UNKNOWN = "unknown"
"""Who it was, in a project without a roster, when nobody says."""


def who_may(program: Program, right: str, email: str | None, by: str | None) -> str | Refused:
    """Return the id of whoever asks, if their role has a right.

    `email` is the one that git knows them by; `by` is what they call themselves. `by` is for those
    whom git does not know: whom it knows as one person of the roster does not act as another.
    """
    if program.roster is None:
        return by or email or UNKNOWN
    person = _person(program, email, by)
    if isinstance(person, Refused):
        return person
    role = program.roles.get(person.role)
    if role is not None and any(each.text == right for each in role.rights):
        return person.id
    able = _who_have(program, right)
    return Refused(
        message=f"`{person.id}` may not do this: role `{person.role}` has no right to `{right}`",
        help=f"ask {able}, or add `{right}` to what the role may do"
        if able
        else f"nobody has that right yet: add `{right}` to what a role may do",
    )


def _person(program: Program, email: str | None, by: str | None) -> Person | Refused:
    people = program.people or {}
    if by is not None and by not in people:
        message = f"nobody on the roster has the id `{by}`"
        return Refused(message=message, help=f"`--by` takes an id of the roster: {_some(people)}")
    known = _known_by(people.values(), email)
    if by is not None:
        is_somebody_else = len(known) == 1 and known[0].id != by
        return _not_both(known[0], by) if is_somebody_else else people[by]
    if email is None:
        message = "it is not known who you are: git has no `user.email` here"
        return Refused(
            message=message, help=f"add `--by ID`, your id on the roster: {_some(people)}"
        )
    if len(known) == 1:
        return known[0]
    who = "several people on the roster have" if known else "nobody on the roster has"
    return Refused(
        message=f"{who} the email `{email}`, by which git knows you",
        help=f"add `--by ID`, your id on the roster: {_some(people)}",
    )


def _known_by(people: Iterable[Person], email: str | None) -> list[Person]:
    """Return the people of the roster who have an email, in whatever case it is written."""
    if email is None:
        return []
    return [one for one in people if (one.email or "").casefold() == email.casefold()]


def _not_both(known: Person, by: str) -> Refused:
    """Return that somebody is one person for git, and another by their own word."""
    return Refused(
        message=f"git knows you as `{known.id}`, by `{known.email}`, and `--by` says `{by}`",
        help=f"leave out `--by`; if you are `{by}`, give git your email: `git config user.email …`",
    )


def _who_have(program: Program, right: str) -> str:
    """Return the ids of the people who have a right, "" where nobody has."""
    roles = {
        name
        for name, role in program.roles.items()
        if any(each.text == right for each in role.rights)
    }
    return _some([one.id for one in (program.people or {}).values() if one.role in roles])


def _some(ids: Iterable[str]) -> str:
    """Return a few ids, sorted, for somebody to recognise theirs."""
    listed = sorted(ids)
    more = ", …" if len(listed) > _SHOWN else ""
    return ", ".join(f"`{each}`" for each in listed[:_SHOWN]) + more
