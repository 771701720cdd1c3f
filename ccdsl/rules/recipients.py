"""Whom reports reach."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.rules.staffing import leads_of, may
from ccdsl.rules.words import listed
from ccdsl.syntax import ast

SEE = "see-reports"


class Recipients:
    """Finds the people behind the recipients of reports."""

    def __init__(self, program: Program) -> None:
        """Take the program's roster and teams."""
        self.program = program
        self.people = program.people or {}
        self.leads = leads_of(program)

    def of(self, recipient: ast.Recipient) -> tuple[Person, ...]:
        """Return the people that a recipient names, whether or not a report reaches them."""
        name = recipient.name.text
        match recipient.of:
            case "person":
                return (self.people[name],) if name in self.people else ()
            case "role":
                return tuple(one for one in self.people.values() if one.role == name)
            case "supervisors":
                team = self.program.teams.get(name)
                if team is None:
                    return self.leads.get(name, ())
                return (self.people[team.lead.text],) if team.lead.text in self.people else ()
            case _:
                assert_never(recipient.of)

    def wrong(self, recipient: ast.Recipient) -> tuple[str, str] | None:
        """Return why a report does not reach a recipient and the way out, or None where it does."""
        people = self.of(recipient)
        if not people:
            return _nobody(recipient) if self._is_known(recipient) else None
        if recipient.of == "supervisors":
            people = tuple(one for one in people if may(self.program, one, SEE)) or people
        blind = sorted({one.role for one in people if not may(self.program, one, SEE)})
        if blind:
            return f"role {listed(blind)} may not see reports", "give it the right `see-reports`"
        mute = [one.name for one in people if one.email is None]
        if mute:
            return f"{_names(mute)} no email address in the roster", "add an `email` there"
        return None

    def _is_known(self, recipient: ast.Recipient) -> bool:
        return recipient.name.span not in self.program.unresolved and not any(
            team.lead.span in self.program.unresolved for team in self._teams(recipient)
        )

    def _teams(self, recipient: ast.Recipient) -> Iterator[ast.Team]:
        """Yield the teams whose leads a recipient means."""
        name = recipient.name.text
        for team in self.program.teams.values() if recipient.of == "supervisors" else ():
            if team.name.text == name or any(queue.text == name for queue in team.queues):
                yield team

    def reached(self, recipients: Iterable[ast.Recipient]) -> frozenset[str]:
        """Return the ids of everybody that recipients name."""
        return frozenset(person.id for one in recipients for person in self.of(one))


def _nobody(recipient: ast.Recipient) -> tuple[str, str]:
    name = recipient.name.text
    if recipient.of == "role":
        return f"nobody on the roster has the role `{name}`", "name a role that somebody has"
    return f"nobody supervises `{name}`", "let a team list it: its lead supervises it"


def _names(people: list[str]) -> str:
    if len(people) == 1:
        return f"{people[0]} has"
    if len(people) == 2:  # noqa: PLR2004 - two are named, more are counted
        return f"{people[0]} and {people[1]} have"
    return f"{people[0]} and {len(people) - 1} others have"
