"""What the names of a project are on one platform: `bindings/ENVIRONMENT.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import field

from ccdsl.diagnostics import Problems
from ccdsl.model.file_problems import FirstProblems
from ccdsl.model.shape import NAME, Form, Shape
from ccdsl.model.yaml import Entry, read_yaml
from ccdsl.record import record
from ccdsl.source import Source, Span

WORD = Form(pattern=re.compile(r"[!-~]+"), says="one word without spaces or accents")
URL = Form(pattern=re.compile(r"https?://[!-~]+"), says="an address such as `https://crm.example/`")


@record
class Bound:
    """What a name is on the platform, and where that is written."""

    value: str
    span: Span = field(compare=False, repr=False)


@record
class Bindings:
    """One environment's bindings, by name; what is missing is the back-end's to say.

    `endpoints` are those of people, `mailboxes` those of voicemail boxes, `urls` those of data
    sources; `trunk` leads to telephone numbers outside.
    """

    environment: str | None
    endpoints: Mapping[str, Bound]
    mailboxes: Mapping[str, Bound]
    urls: Mapping[str, Bound]
    trunk: Bound | None
    source: Source


_GROUPS = ("people", "voicemail", "data-sources", "outside")


def read_bindings(path: str, data: bytes, problems: Problems) -> Bindings:
    """Return the bindings of a YAML file; what cannot be used is reported and left out."""
    own = FirstProblems()
    document = read_yaml(path, data, own)
    shape = Shape(source=document.source, problems=own)
    fields: dict[str, Entry] = {}
    if document.root is not None:
        known, required = ("environment", *_GROUPS), ("environment",)
        fields = shape.fields(document.root, "the file", known, required)
    bindings = Bindings(
        environment=shape.text(fields.get("environment"), NAME),
        endpoints=_group(fields.get("people"), "endpoint", WORD, shape),
        mailboxes=_group(fields.get("voicemail"), "mailbox", WORD, shape),
        urls=_group(fields.get("data-sources"), "url", URL, shape),
        trunk=_outside(fields.get("outside"), shape),
        source=document.source,
    )
    problems.found.extend(own.found)
    return bindings


def _group(entry: Entry | None, key: str, form: Form, shape: Shape) -> dict[str, Bound]:
    """Return what each name of a group is bound to; `key` is the one thing said of a name."""
    found = {}
    for each in shape.named(entry) if entry else ():
        bound = _bound(shape.fields(each.value, f"`{each.key}`", (key,), (key,)), key, form, shape)
        if bound is not None:
            found[each.key] = bound
    return found


def _outside(entry: Entry | None, shape: Shape) -> Bound | None:
    fields = shape.fields(entry.value, "`outside`", ("trunk",)) if entry else {}
    return _bound(fields, "trunk", WORD, shape)


def _bound(fields: Mapping[str, Entry], key: str, form: Form, shape: Shape) -> Bound | None:
    entry = fields.get(key)
    text = shape.text(entry, form)
    return None if entry is None or text is None else Bound(value=text, span=entry.value.span)
