"""What every rendering of one contact's way is made from."""

import re
from collections.abc import Iterator

from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.simulate.center import Center
from ccdsl.simulate.trace import End, Step
from ccdsl.simulate.why import Missed
from ccdsl.simulate.world import Contact
from ccdsl.source import Span
from ccdsl.syntax import ast

_SPOKEN = re.compile(r"\{([^{}]*)\}")


@record
class Call:
    """One contact and what happened to it; `end` is None where it was not told how to go on."""

    center: Center
    contact: Contact
    steps: tuple[Step, ...]
    end: End | None
    missed: tuple[Missed, ...] = ()

    @property
    def program(self) -> Program:
        """The program whose center was called."""
        return self.center.program


@record
class Moment:
    """A step as people follow it: `says` is what a prompt says in the language of that moment.

    `missed` are the rules that did not match just before it.
    """

    step: Step
    says: str
    missed: tuple[Missed, ...]


def moments(call: Call) -> Iterator[Moment]:
    """Yield every step with what it says and what did not match before it."""
    language = first_language(call.center, call.contact)
    known = {name: str(value) for name, value in call.contact.attributes.items()}
    for number, step in enumerate(call.steps):
        if step.kind == "set" and step.name == "language":
            language = step.detail
        elif step.kind == "set":
            known[step.name] = step.detail
        says = said(call.program, step.name, language, known) if step.kind == "hear" else ""
        missed = tuple(one for one in call.missed if one.before == number)
        yield Moment(step=step, says=says, missed=missed)


def first_language(center: Center, contact: Contact) -> str:
    """Return the language in which a contact begins."""
    if contact.language is not None:
        return contact.language
    return (center.entry_of(contact).language or center.declared.languages[0]).tag


def said(program: Program, prompt: str, language: str, known: dict[str, str]) -> str:
    """Return the words of a prompt, attributes filled in."""
    wordings = program.prompts[prompt].wordings
    texts = [one.text.value for one in wordings if one.language.tag == language]
    text = texts[0] if texts else wordings[0].text.value
    return _SPOKEN.sub(lambda found: known.get(found[1], found[0]), text)


def rules_of(program: Program, span: Span) -> str:
    """Return the title of the declaration that a place lies in, as in `routing inbound`."""
    found = program.declaration_at(span)
    if found is None or isinstance(found, ast.Roster):
        return span.path
    return f"{found.kind} {found.name.text}"


def place(program: Program, span: Span) -> tuple[str, int]:
    """Return the file and the line of a place; "" and 0 for what no file says."""
    source = program.sources.get(span.path)
    return (span.path, source.position(span.start).line) if source else ("", 0)


def source_of(program: Program, span: Span) -> str:
    """Return the text at a place on one line."""
    source = program.sources.get(span.path)
    return " ".join(source.text[span.start : span.end].split()) if source else ""
