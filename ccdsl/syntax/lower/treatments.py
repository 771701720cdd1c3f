"""Treatments from the parser's reductions."""

from typing import Any

from ccdsl.diagnostics import Label
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Builder, Context, Line


def treatment_short(_: Context, span: Span, children: list[Any]) -> ast.Treatment:
    """Build `-> DESTINATION`."""
    return ast.Treatment(actions=(), exit=children[0], span=span)


def treatment(_: Context, __: Span, children: list[Any]) -> ast.Treatment:
    """Hand a block through."""
    block: ast.Treatment = children[0]
    return block


def block(context: Context, span: Span, children: list[Any]) -> ast.Treatment:
    """Build `{ ACTION… EXIT }`; an exit that is missing or not last is reported."""
    exits = [at for at, item in enumerate(children) if isinstance(item, Line)]
    if not exits:
        end = Span(span.path, span.end - 1, span.end)
        context.problems.error(
            "CC010",
            "these steps end without saying where the contact goes",
            end,
            help="end with an exit, such as `-> queue NAME` or `-> hang-up`",
            labels=[Label(span=Span(span.path, span.start, span.start + 1), text="begun here")],
        )
        return ast.Treatment(actions=tuple(children), exit=ast.NoExit(span=end), span=span)
    at = exits[0]
    if at + 1 < len(children):
        after = children[at + 1]
        context.problems.error(
            "CC011",
            "nothing after the exit is ever reached",
            after.span,
            help="move it before the exit, or delete it",
            labels=[Label(span=children[at].span, text="the contact leaves here")],
        )
    return ast.Treatment(actions=tuple(children[:at]), exit=children[at].children[0], span=span)


def exit_(_: Context, span: Span, children: list[Any]) -> Line:
    """Build `-> DESTINATION` inside a block."""
    return Line("exit", children, span)


def allocate(_: Context, span: Span, children: list[Any]) -> Line:
    """Build an `allocate` inside a block."""
    return Line("exit", [ast.Allocate(shares=tuple(children), span=span)], span)


def share(_: Context, span: Span, children: list[Any]) -> ast.Share:
    """Build `N% TREATMENT`."""
    return ast.Share(percent=children[0], treatment=children[1], span=span)


def play(_: Context, span: Span, children: list[Any]) -> ast.Play:
    """Build `play P, P`."""
    return ast.Play(prompts=children[0], span=span)


def set_language(_: Context, span: Span, children: list[Any]) -> ast.SetLanguage:
    """Build `set language L`."""
    return ast.SetLanguage(language=children[0], span=span)


def record_on(_: Context, span: Span, __: list[Any]) -> ast.Record:
    """Build `record on`."""
    return ast.Record(on=True, span=span)


def record_off(_: Context, span: Span, __: list[Any]) -> ast.Record:
    """Build `record off`."""
    return ast.Record(on=False, span=span)


def call(_: Context, span: Span, children: list[Any]) -> ast.Call:
    """Build `call script S`."""
    return ast.Call(script=children[0], span=span)


def wait(_: Context, span: Span, children: list[Any]) -> ast.Wait:
    """Build `wait D`."""
    return ast.Wait(duration=children[0], span=span)


def when(_: Context, span: Span, children: list[Any]) -> ast.When:
    """Build `when CONDITION TREATMENT` among actions."""
    return ast.When(condition=children[0], treatment=children[1], span=span)


def rule_when(_: Context, span: Span, children: list[Any]) -> ast.Rule:
    """Build a first-match rule."""
    return ast.Rule(condition=children[0], treatment=children[1], span=span)


def rule_otherwise(_: Context, span: Span, children: list[Any]) -> ast.Rule:
    """Build `otherwise TREATMENT`."""
    return ast.Rule(condition=None, treatment=children[0], span=span)


def to_queue(_: Context, span: Span, children: list[Any]) -> ast.ToQueue:
    """Build `queue Q [priority P]`."""
    return ast.ToQueue(queue=children[0], priority=children[1], span=span)


def to_script(_: Context, span: Span, children: list[Any]) -> ast.ToScript:
    """Build `script S`."""
    return ast.ToScript(script=children[0], span=span)


def to_after_hours(_: Context, span: Span, children: list[Any]) -> ast.ToAfterHours:
    """Build `after-hours A`."""
    return ast.ToAfterHours(policy=children[0], span=span)


def to_voicemail(_: Context, span: Span, children: list[Any]) -> ast.ToVoicemail:
    """Build `voicemail V`."""
    return ast.ToVoicemail(voicemail=children[0], span=span)


def to_callback(_: Context, span: Span, children: list[Any]) -> ast.ToCallback:
    """Build `callback Q [to ATTRIBUTE] else T`."""
    queue, number, otherwise = children
    return ast.ToCallback(queue=queue, number=number, otherwise=otherwise, span=span)


def to_transfer(_: Context, span: Span, children: list[Any]) -> ast.ToTransfer:
    """Build `transfer TO [ring D] [busy T] [no-answer T] else T`."""
    target, ring, busy, no_answer, otherwise = children
    return ast.ToTransfer(
        target=target, ring=ring, busy=busy, no_answer=no_answer, otherwise=otherwise, span=span
    )


def target(_: Context, __: Span, children: list[Any]) -> ast.TransferTarget:
    """Hand a number or an attribute through."""
    value: ast.TransferTarget = children[0]
    return value


def target_person(_: Context, span: Span, children: list[Any]) -> ast.PersonTarget:
    """Build `person NAME`."""
    return ast.PersonTarget(person=children[0], span=span)


def hang_up(_: Context, span: Span, __: list[Any]) -> ast.HangUp:
    """Build `hang-up`."""
    return ast.HangUp(span=span)


def return_(_: Context, span: Span, __: list[Any]) -> ast.Return:
    """Build `return`."""
    return ast.Return(span=span)


def stay(_: Context, span: Span, __: list[Any]) -> ast.Stay:
    """Build `stay`."""
    return ast.Stay(span=span)


def to_step(_: Context, span: Span, children: list[Any]) -> ast.ToStep:
    """Build a jump to a step."""
    return ast.ToStep(step=children[0], at_most=None, otherwise=None, span=span)


def to_step_at_most(_: Context, span: Span, children: list[Any]) -> ast.ToStep:
    """Build a bounded jump to a step."""
    return ast.ToStep(step=children[0], at_most=children[1], otherwise=children[2], span=span)


def _priority(band: str) -> Builder:
    def build(_: Context, __: Span, ___: list[Any]) -> str:
        return band

    return build


BUILDERS: dict[str, Builder] = {
    "treatment_short": treatment_short,
    "treatment": treatment,
    "block": block,
    "exit": exit_,
    "allocate": allocate,
    "share": share,
    "play": play,
    "set_language": set_language,
    "record_on": record_on,
    "record_off": record_off,
    "call": call,
    "wait": wait,
    "when": when,
    "rule_when": rule_when,
    "rule_otherwise": rule_otherwise,
    "to_queue": to_queue,
    "to_script": to_script,
    "to_after_hours": to_after_hours,
    "to_voicemail": to_voicemail,
    "to_callback": to_callback,
    "to_transfer": to_transfer,
    "target_number": target,
    "target_attribute": target,
    "target_person": target_person,
    "hang_up": hang_up,
    "return": return_,
    "stay": stay,
    "to_step": to_step,
    "to_step_at_most": to_step_at_most,
    "priority_high": _priority("high"),
    "priority_normal": _priority("normal"),
    "priority_low": _priority("low"),
}
