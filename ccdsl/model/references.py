"""Which names a declaration uses, and of which kind each must be."""

from collections.abc import Iterable, Iterator

from ccdsl.model.speech import spoken
from ccdsl.model.vocabulary import CONTACT_FACTS
from ccdsl.model.walk import walk
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Reference:
    """One use of a name; `kinds` are those of which one must declare it, the likeliest first.

    `spoken` says that it stands in the braces of a prompt's text.
    """

    kinds: tuple[str, ...]
    name: ast.Name
    spoken: bool = False


_FIELDS: dict[type, tuple[tuple[str, str], ...]] = {
    ast.Voicemail: (("channels", "channel"), ("greeting", "prompt"), ("notify", "person")),
    ast.OpeningHours: (("exceptions", "holidays"),),
    ast.Flag: (("may", "role"),),
    ast.DataSource: (("gives", "attribute"), ("takes", "attribute")),
    ast.Entry: (("routing", "routing"),),
    ast.Review: (("by", "person"),),
    ast.Queue: (
        ("like", "queue"),
        ("channels", "channel"),
        ("strategy", "strategy"),
        ("whisper", "prompt"),
        ("greet", "prompt"),
        ("shows", "attribute"),
        ("overflow", "overflow"),
        ("after_hours", "after-hours"),
    ),
    ast.SkillNeed: (("skill", "skill"),),
    ast.Without: (("skill", "skill"),),
    ast.Announcement: (("what", "prompt"),),
    ast.Preference: (("attribute", "attribute"),),
    ast.Callbacks: (("during", "hours"),),
    ast.AfterHours: (("hours", "hours"),),
    ast.Wordings: (("say", "prompt"), ("again", "prompt"), ("sorry", "prompt")),
    ast.KeyRange: (("store", "attribute"),),
    ast.Collect: (("store", "attribute"),),
    ast.Lookup: (("source", "data-source"),),
    ast.Play: (("prompts", "prompt"),),
    ast.SetAttribute: (("attribute", "attribute"),),
    ast.Call: (("script", "script"),),
    ast.ToQueue: (("queue", "queue"),),
    ast.ToScript: (("script", "script"),),
    ast.ToAfterHours: (("policy", "after-hours"),),
    ast.ToVoicemail: (("voicemail", "voicemail"),),
    ast.ToCallback: (("queue", "queue"), ("number", "attribute")),
    ast.ToTransfer: (("target", "attribute"),),
    ast.PersonTarget: (("person", "person"),),
    ast.NumberTest: (("values", "callers"),),
    ast.EntryTest: (("entries", "entry"),),
    ast.ChannelTest: (("channels", "channel"),),
    ast.AttributeTest: (("attribute", "attribute"),),
    ast.AttributeCompare: (("attribute", "attribute"),),
    ast.HoursTest: (("hours", "hours"),),
    ast.FlagTest: (("flag", "flag"),),
    ast.QueueTest: (("queue", "queue"),),
    ast.Role: (("rights", "right"),),
    ast.Handles: (("channel", "channel"),),
    ast.Target: (("metric", "target metric"),),
    ast.Team: (("lead", "person"), ("members", "person"), ("queues", "queue")),
    ast.ShiftLine: (("channels", "channel"),),
    ast.Pause: (("script", "script"),),
    ast.Recording: (("queues", "queue"), ("notice", "prompt")),
    ast.Report: (("queues", "queue"), ("metrics", "metric"), ("formats", "format")),
    ast.HearsBefore: (("prompts", "prompt"),),
    ast.GivenQueue: (("queue", "queue"),),
    ast.GivenChange: (("queue", "queue"),),
    ast.GivenThen: (("queue", "queue"),),
    ast.GivenClosing: (("queue", "queue"),),
    ast.GivenFlag: (("flag", "flag"),),
    ast.GivenLookup: (("source", "data-source"),),
    ast.GivenValue: (("attribute", "attribute"),),
    ast.Scenario: (("hears", "prompt"), ("does_not_hear", "prompt")),
}
"""The fields of each record that hold names, and the kind they name."""

_END_KINDS = {
    "queue": ("queue",),
    "voicemail": ("voicemail",),
    "callback": ("queue",),
    "transfer": ("person", "attribute"),
    "hang-up": (),
    "abandoned": (),
    "waiting": ("queue",),
}


def references(declaration: ast.Declaration) -> Iterator[Reference]:
    """Yield every name that a declaration uses, in the order of its tree; steps apart."""
    return references_in(walk(declaration))


def references_in(nodes: Iterable[object]) -> Iterator[Reference]:
    """Yield every name that records of the tree use themselves, not what is below them."""
    for node in nodes:
        for field, kind in _FIELDS.get(type(node), ()):
            for name in _names(getattr(node, field)):
                if not _is_fact(node, field, name):
                    yield Reference(kinds=(kind,), name=name)
        yield from _chosen_by_word(node)


def _names(value: object) -> Iterator[ast.Name]:
    parts = value if isinstance(value, tuple) else (value,)
    for part in parts:
        if isinstance(part, ast.Name) and part.text:
            yield part


def _is_fact(node: object, field: str, name: ast.Name) -> bool:
    """Whether a word is not a name here: a fact of every contact, or the word `language`."""
    if isinstance(node, ast.DataSource) and field == "takes":
        return name.text in CONTACT_FACTS
    return isinstance(node, ast.Without) and name.text == "language"


def _chosen_by_word(node: object) -> Iterator[Reference]:
    """Yield the names whose kind a word beside them chooses, and those that prompts speak."""
    match node:
        case ast.Recipient() | ast.Place() | ast.Applies() if not node.name.text:
            return  # It is missing, which is said already.
        case ast.Recipient(of="supervisors"):
            yield Reference(kinds=("team", "queue"), name=node.name)
        case ast.Recipient() | ast.Place() | ast.Applies():
            yield Reference(kinds=(node.of,), name=node.name)
        case ast.End(name=ast.Name() as name):
            yield Reference(kinds=_END_KINDS[node.end], name=name)
        case ast.Axis(name=ast.Name() as name):
            yield Reference(kinds=(node.of,), name=name)
        case ast.Wording():
            for name in spoken(node.text):
                yield Reference(kinds=("attribute",), name=name, spoken=True)
        case _:
            return
