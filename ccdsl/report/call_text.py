"""One contact's way as text: what it hears, does and meets, step by step."""

from collections.abc import Iterator

from ccdsl.model.words import duration, key
from ccdsl.report.call import Call, Moment, moments, place, rules_of, source_of
from ccdsl.report.color import Paint, Style
from ccdsl.report.display import visible
from ccdsl.simulate.trace import End, Step
from ccdsl.simulate.why import Missed

_QUIET = frozenset(("arrive", "rule", "step", "set", "record", "call", "return", "share", "end"))
"""What the caller does not notice."""


def render(call: Call, *, color: bool = False, explain: bool = False) -> str:
    """Return the way of a contact; `explain` adds places, and rules that did not match."""
    paint = Paint(color=color)
    lines = list(lines_from(call, 0, explain=explain, color=color))
    if call.end is not None:
        lines.append(paint(Style.MESSAGE, f"  => {ending(call.end)}"))
    return "".join(f"{one}\n" for one in lines)


def line(call: Call, moment: Moment, paint: Paint, *, places: bool) -> str:
    """Return one step as a line: when, what, and where it is written."""
    step = moment.step
    text = f"{clock(step.at):>6}  {visible(words(call, moment))}"
    if step.kind in _QUIET:
        text = paint(Style.LABEL, text)
    where, number = place(call.program, step.span)
    return f"{text}  {paint(Style.GUTTER, f'{where}:{number}')}" if places and where else text


def words(call: Call, moment: Moment) -> str:
    """Return what a step says to people."""
    step = moment.step
    match step.kind:
        case "hear":
            return f"hears {step.name}: “{moment.says}”"
        case "rule":
            rules = rules_of(call.program, step.span)
            return f"{rules}: rule {step.detail} takes it: {_head(call, step)}"
        case "press" | "key":
            return _pressed(step)
        case _:
            return _happened(step)


def _head(call: Call, step: Step) -> str:
    """Return the condition of a rule as written, or `otherwise`."""
    text = source_of(call.program, step.span)
    return text.partition("->")[0].partition("{")[0].strip()


def _pressed(step: Step) -> str:
    keys = " ".join(key(one) for one in step.name.split(" "))
    match step.detail:
        case "":
            return f"presses {keys}"
        case "invalid":
            return f"presses {keys}, which is no choice here"
        case label:
            return f"presses {keys}, “{label}”"


def _happened(step: Step) -> str:
    match step.kind:
        case "arrive":
            return f"arrives at entry {step.name}"
        case "step":
            script, _, name = step.name.partition(" ")
            return f"script {script}, {'start' if name == 'start' else f'step {name}'}"
        case "silence":
            return "says and presses nothing"
        case "set":
            return f"{step.name} is set to {step.detail}"
        case "record":
            return f"recording of the script is {step.name}"
        case "wait":
            waited = duration(int(step.detail))
            return f"waits {waited} in queue {step.name}" if step.name else f"waits {waited}"
        case "call":
            return f"script {step.name} is called"
        case "return":
            return "comes back to the script that called"
        case "lookup":
            return f"{step.name} is looked up: {step.detail}"
        case "share":
            return f"draws share {step.name}"
        case "transfer":
            return f"is put through to {step.name or 'nobody, as nothing is set'}: {step.detail}"
        case "queue":
            return f"comes to queue {step.name}"
        case "closed":
            return f"queue {step.name} is closed"
        case "at-close":
            return f"queue {step.name} has closed meanwhile"
        case _:
            return f"{step.kind} {step.name}".rstrip()


def ending(end: End) -> str:
    """Return an end in words."""
    match end.kind:
        case "queue":
            return f"queue {end.name}: an agent answers"
        case "voicemail":
            return f"voicemail {end.name}: a message is left"
        case "callback":
            return f"callback {end.name}: the contact ends, and is called back"
        case "transfer":
            return f"transfer {end.name}: it is answered"
        case "waiting":
            return f"waiting {end.name}: nobody ever answers"
        case "abandoned":
            return "abandoned: the caller has left"
        case "hang-up":
            return "hang-up"


def clock(ms: int) -> str:
    """Return the time since the arrival as minutes and seconds."""
    minutes, seconds = divmod(ms // 1_000, 60)
    return f"{minutes}:{seconds:02}"


def _missed(call: Call, one: Missed, paint: Paint) -> str:
    """Return why a rule or a `when` did not match."""
    where, number = place(call.program, one.span)
    part = source_of(call.program, one.part)
    text = f"        not {where}:{number}: {part} (but {one.why})"
    return paint(Style.GUTTER, visible(text))


def lines_from(call: Call, shown: int, *, explain: bool, color: bool = False) -> Iterator[str]:
    """Yield the lines of a contact's way from step number `shown` on, its end apart."""
    paint = Paint(color=color)
    for number, moment in enumerate(moments(call)):
        if number < shown:
            continue
        if explain:
            yield from (_missed(call, one, paint) for one in moment.missed)
        if moment.step.kind != "end":
            yield line(call, moment, paint, places=explain)
