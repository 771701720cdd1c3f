"""The roster: who works here, and what they can do."""

import re
from collections.abc import Mapping
from dataclasses import field

from ccdsl.diagnostics import Label, Problems
from ccdsl.model.file_problems import FirstProblems
from ccdsl.model.shape import LINE, NAME, Form, Shape
from ccdsl.model.yaml import Entry, Node, ScalarNode, read_yaml
from ccdsl.record import record
from ccdsl.source import Source, Span


def _canonical(tag: str) -> str:
    """Return a language tag with the case that its parts are written in."""
    first, *rest = tag.replace("_", "-").split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cases.get(len(part), str.lower)(part) for part in rest)])


EMAIL = Form(pattern=re.compile(r"[^\s@]+@[^\s@]+"), says="an email address")
EXTENSION = Form(pattern=re.compile(r"[0-9]{1,15}"), says="an extension: 1 to 15 digits")
LANGUAGE = Form(
    pattern=re.compile(
        r"[a-z]{2,8}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    ),
    says="a language such as `en-US`",
    repair=_canonical,
)
_REQUIRED = ("id", "name", "role")
_KEYS = (*_REQUIRED, "email", "extension", "languages", "skills", "shifts")


@record
class Person:
    """Somebody on the roster.

    `skills` holds a level for each skill, or None where somebody simply has it. `places` has the
    place of each value by its field's name (`role`), by field and skill for a skill with its level
    (`skills.claims`), and by field and index, from 0, for languages and shifts (`shifts.0`).
    """

    id: str
    name: str
    role: str
    email: str | None = None
    extension: str | None = None
    languages: tuple[str, ...] = ()
    skills: Mapping[str, int | None] = field(default_factory=dict, hash=False)
    shifts: tuple[str, ...] = ()
    span: Span = field(compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@record
class Roster:
    """Everybody who could be read, in the order of the file; `is_whole` if that is all of them."""

    people: tuple[Person, ...]
    source: Source
    is_whole: bool


def read_roster(path: str, data: bytes, problems: Problems) -> Roster:
    """Return the roster of a YAML file; what is wrong with it is added to `problems`.

    Somebody without a usable id, name and role is left out; a field that cannot be used is left
    at its default.
    """
    own = FirstProblems()
    document = read_yaml(path, data, own)
    people: tuple[Person, ...] = ()
    if document.root is not None:
        shape = Shape(source=document.source, problems=own)
        fields = shape.fields(document.root, "the roster", ("people",), ("people",))
        entries = shape.items(fields["people"]) if "people" in fields else ()
        read = [_read_person(entry.value, shape) for entry in entries]
        people = _unique([person for person in read if person], own)
    problems.found.extend(own.found)
    return Roster(people=people, source=document.source, is_whole=not own)


def _read_person(node: Node, shape: Shape) -> Person | None:
    if isinstance(node, ScalarNode) and node.kind == "refused":
        return None
    fields = shape.fields(node, "a person", _KEYS, _REQUIRED)
    places = {key: entry.value.span for key, entry in fields.items()}
    id_ = shape.text(fields.get("id"), NAME)
    name = shape.text(fields.get("name"), LINE)
    role = shape.text(fields.get("role"), NAME)
    email = shape.text(fields.get("email"), EMAIL)
    extension = shape.text(fields.get("extension"), EXTENSION)
    languages = _listed("languages", fields, LANGUAGE, shape, places)
    skills = _skills(fields.get("skills"), shape, places)
    shifts = _listed("shifts", fields, NAME, shape, places)
    if id_ is None or name is None or role is None:
        return None
    return Person(
        id=id_,
        name=name,
        role=role,
        email=email,
        extension=extension,
        languages=languages,
        skills=skills,
        shifts=shifts,
        span=node.span,
        places=places,
    )


def _listed(
    key: str, fields: Mapping[str, Entry], form: Form, shape: Shape, places: dict[str, Span]
) -> tuple[str, ...]:
    """Return a list's texts, and note the place of each."""
    found = shape.texts(fields.get(key), form)
    places.update({f"{key}.{index}": span for index, (_, span) in enumerate(found)})
    return tuple(text for text, _ in found)


def _skills(entry: Entry | None, shape: Shape, places: dict[str, Span]) -> dict[str, int | None]:
    """Return the level of each skill, and note the place of each."""
    skills: dict[str, int | None] = {}
    for skill in shape.named(entry) if entry else ():
        node = skill.value
        if isinstance(node, ScalarNode) and node.kind == "boolean":
            if node.value.lower() == "true":
                skills[skill.key] = None
            else:
                way_out = "leave out what somebody cannot do"
                shape.wrong(f"`{skill.key}` cannot be `{node.value}`", node.span, way_out)
        else:
            level = shape.whole(skill)
            if level is not None:
                skills[skill.key] = level
        places[f"skills.{skill.key}"] = skill.span
    return skills


def _unique(people: list[Person], problems: Problems) -> tuple[Person, ...]:
    """Return the people with ids of their own; say who shares an id or an extension."""
    ids: dict[str, Person] = {}
    extensions: dict[str, Person] = {}
    for person in people:
        if person.id in ids:
            _say_twice("id", person.id, person, ids[person.id], problems)
            continue
        ids[person.id] = person
        if person.extension is not None:
            first = extensions.setdefault(person.extension, person)
            if first is not person:
                _say_twice("extension", person.extension, person, first, problems)
    return tuple(ids.values())


def _say_twice(key: str, text: str, person: Person, first: Person, problems: Problems) -> None:
    problems.error(
        "CC026",
        f"two people have the {key} `{text}`",
        person.places[key],
        help=f"give {person.name} an {key} of their own",
        labels=[Label(span=first.places[key], text=f"{first.name} has it already")],
    )
