"""What declarations say, as plain values with every default filled in.

This is the form that content digests are made of and that the routing table carries: no name, no
version, no place. Lists whose order means nothing are sorted.
"""

from collections.abc import Iterable

from ccdsl.model.canonical import Json, present
from ccdsl.model.content_flows import nodes_content, percent, rules_content
from ccdsl.model.content_queue import queue_content
from ccdsl.model.flows import flatten_center, flatten_rules, flatten_script
from ccdsl.model.normal import Attributes, value_of
from ccdsl.model.program import Program
from ccdsl.model.spans import spans_text, week_content
from ccdsl.model.vocabulary import CHANNELS
from ccdsl.syntax import ast

DEFAULT_TIMEOUT_MS = 5_000
DEFAULT_MESSAGE_MS = 3 * 60_000
DEFAULT_KEEP_MS = 90 * 86_400_000
DEFAULT_LASTS_MS = 12 * 3_600_000

Content = dict[str, Json]
AnyVersion = ast.Routing | ast.Overflow | ast.AfterHours | ast.Script
Described = (
    ast.Center
    | ast.Attribute
    | ast.DataSource
    | ast.Callers
    | ast.Holidays
    | ast.OpeningHours
    | ast.Flag
    | ast.Prompt
    | ast.Voicemail
    | ast.Entry
    | ast.Routing
    | ast.Queue
    | ast.Overflow
    | ast.AfterHours
    | ast.Script
    | ast.Skill
    | ast.Recording
)
"""The kinds that decide how a contact is treated, so those that have content and a digest."""


def content(declaration: Described, program: Program) -> Content:
    """Return what a declaration says, the lines it takes over and the defaults included."""
    match declaration:
        case ast.Routing() | ast.Overflow() | ast.AfterHours() | ast.Script():
            return version_content(declaration, program.attributes)
        case ast.Queue():
            return queue_content(program.queues[declaration.name.text], program.attributes)
        case ast.Center() | ast.Entry() | ast.Prompt() | ast.Voicemail() | ast.Recording():
            return _contact(declaration, program)
        case ast.OpeningHours() | ast.Holidays() | ast.Flag():
            return _time(declaration, program)
        case ast.Attribute() | ast.DataSource() | ast.Callers() | ast.Skill():
            return _fact(declaration, program)


def version_content(declaration: AnyVersion, attributes: Attributes) -> Content:
    """Return what a version says; the types of `attributes` say how values are compared."""
    flow = (
        flatten_script(declaration)
        if isinstance(declaration, ast.Script)
        else flatten_rules(declaration)
    )
    nodes = nodes_content(flow, attributes)
    head = present(title=_text(declaration.title))
    if isinstance(declaration, ast.Script):
        return {**head, "steps": sorted(flow.steps), "nodes": nodes}
    if isinstance(declaration, ast.AfterHours):
        head["hours"] = declaration.hours.text
    return {**head, "rules": rules_content(flow, attributes), "nodes": nodes}


def _contact(
    declaration: ast.Center | ast.Entry | ast.Prompt | ast.Voicemail | ast.Recording,
    program: Program,
) -> Content:
    match declaration:
        case ast.Center():
            return _center(declaration, program)
        case ast.Entry():
            return _entry(declaration, program)
        case ast.Voicemail():
            return _voicemail(declaration)
        case ast.Prompt():
            wordings: dict[str, Json] = {
                each.language.tag: present(text=each.text.value, audio=_text(each.audio))
                for each in sorted(declaration.wordings, key=lambda one: one.language.tag)
            }
            return {"wordings": wordings}
        case ast.Recording():
            pauses = sorted({(pause.script.text, pause.step.text) for pause in declaration.pauses})
            return present(
                queues=_words(declaration.queues),
                sample=percent(declaration.sample) if declaration.sample else "100",
                notice=declaration.notice.text if declaration.notice else None,
                pauses=[{"script": script, "step": step} for script, step in pauses],
                keep_ms=declaration.keep.ms if declaration.keep else None,
            )


def _center(center: ast.Center, program: Program) -> Content:
    flow = flatten_center(center)
    return present(
        title=_text(center.title),
        timezone=center.timezone.name,
        country=center.country.code if center.country else None,
        languages=[language.tag for language in center.languages],
        on_failure=flow.steps["on-failure"],
        nodes=nodes_content(flow, program.attributes),
    )


def _entry(entry: ast.Entry, program: Program) -> Content:
    addresses = [ast.written(each) for each in entry.arrival.addresses]
    spoken = entry.language or (program.center.languages[0] if program.center else None)
    values: dict[str, Json] = {
        each.attribute.text: value_of(each.value, program.attributes.get(each.attribute.text))
        for each in entry.sets
    }
    return present(
        title=_text(entry.title),
        channel=entry.arrival.channel,
        addresses=sorted(addresses),
        language=spoken.tag if spoken else None,
        set=dict(sorted(values.items())),
        routing=entry.routing.text,
    )


def _voicemail(box: ast.Voicemail) -> Content:
    channels = {name.text for name in box.channels} or {"voice"}
    return present(
        title=_text(box.title),
        channels=[channel for channel in CHANNELS if channel in channels],
        greeting=box.greeting.text if box.greeting else None,
        people=_words(each for each in box.notify if isinstance(each, ast.Name)),
        emails=sorted({each.value for each in box.notify if isinstance(each, ast.Text)}),
        max_ms=box.maximum.ms if box.maximum else DEFAULT_MESSAGE_MS,
        keep_ms=box.keep.ms if box.keep else DEFAULT_KEEP_MS,
    )


def _time(declaration: ast.OpeningHours | ast.Holidays | ast.Flag, program: Program) -> Content:
    match declaration:
        case ast.OpeningHours():
            center = program.center
            zone = declaration.timezone or (center.timezone if center else None)
            return {
                "timezone": zone.name if zone else "UTC",
                "week": week_content(declaration),
                "except": _words(declaration.exceptions),
            }
        case ast.Holidays():
            return {"dates": [_holiday(each) for each in sorted(declaration.dates, key=_first_day)]}
        case ast.Flag():
            return present(
                title=_text(declaration.title),
                may=_words(declaration.may),
                lasts_ms=declaration.lasts.ms if declaration.lasts else DEFAULT_LASTS_MS,
            )


def _first_day(holiday: ast.Holiday) -> str:
    return holiday.first.date.isoformat()


def _holiday(holiday: ast.Holiday) -> Content:
    return present(
        first=holiday.first.date.isoformat(),
        last=holiday.last.date.isoformat(),
        spans=spans_text(holiday.spans),
        title=_text(holiday.title),
    )


def _fact(
    declaration: ast.Attribute | ast.DataSource | ast.Callers | ast.Skill, program: Program
) -> Content:
    match declaration:
        case ast.Attribute():
            length = declaration.length
            return present(
                type=declaration.type,
                values=_words(declaration.values) or None,
                length=[length[0].value, length[1].value] if length else None,
                secret=declaration.secret,
            )
        case ast.DataSource():
            return {
                "takes": _words(declaration.takes),
                "gives": _words(declaration.gives),
                "outcomes": [name.text for name in declaration.outcomes],
                "timeout_ms": declaration.timeout.ms if declaration.timeout else DEFAULT_TIMEOUT_MS,
            }
        case ast.Callers():
            return _callers(declaration, program)
        case ast.Skill():
            levels = declaration.levels
            return present(levels=[levels[0].value, levels[1].value] if levels else None)


def _callers(callers: ast.Callers, program: Program) -> Content:
    """Return the numbers of a list, those of its files too; labels only as the source has them."""
    found: dict[str, str | None] = {}
    for file in callers.files:
        for row in program.csv_numbers.get(file.value, ()):
            found[f"{row.number}*" if row.is_prefix else row.number] = None
    for member in callers.members:
        number = member.number
        key = number.number if isinstance(number, ast.Phone) else f"{number.digits}*"
        found[key] = _text(member.label)
    return {
        "numbers": sorted(key for key in found if not key.endswith("*")),
        "prefixes": sorted(key for key in found if key.endswith("*")),
        "labels": {key: label for key, label in sorted(found.items()) if label is not None},
    }


def _text(text: ast.Text | None) -> str | None:
    return text.value if text else None


def _words(names: Iterable[ast.Name]) -> list[str]:
    return sorted({name.text for name in names})
