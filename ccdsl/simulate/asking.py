"""Clauses 4 and 6: menus and collects ask the caller, look-ups and transfers ask the world."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from ccdsl.simulate.trace import End
from ccdsl.simulate.world import (
    AttributeValue,
    ChoiceError,
    Leaves,
    Press,
    Silence,
    Waits,
)
from ccdsl.source import Span
from ccdsl.syntax import ast

if TYPE_CHECKING:
    from ccdsl.simulate.run import Run

_VOICE = "voice"
_PHONE_DIGITS = range(5, 16)


def ask_menu(run: "Run", menu: ast.Menu) -> ast.Treatment | End:
    """Say the prompts and wait for one key, up to `repeat` more times."""
    keys = {line.key.keys: line for line in menu.keys}
    wrong = False
    for attempt in range((menu.repeat.value if menu.repeat else 0) + 1):
        pressed = _ask(run, menu, attempt, wrong=wrong)
        if isinstance(pressed, End):
            return pressed
        wrong = pressed is not None
        if pressed is None:
            continue
        key = pressed.keys[0] if len(pressed.keys) == 1 else ""
        if key in keys:
            run.note("press", key, keys[key].span, keys[key].label.value)
            return keys[key].treatment
        for line in menu.ranges:
            if key.isdigit() and len(key) == 1 and line.first.value <= int(key) <= line.last.value:
                secret = run.center.program.attributes[line.store.text].secret
                run.note("press", "•" if secret else key, line.span)
                run.set(line.store, key, line.span)
                return line.treatment
        run.note("press", " ".join(pressed.keys), menu.span, "invalid")
    return menu.invalid if wrong else menu.no_input


def ask_collect(run: "Run", collect: ast.Collect) -> ast.Treatment | End:
    """Say the prompts and wait for digits, up to `repeat` more times."""
    attribute = run.center.program.attributes[collect.store.text]
    wrong = False
    for attempt in range((collect.repeat.value if collect.repeat else 0) + 1):
        pressed = _ask(run, collect, attempt, wrong=wrong)
        if isinstance(pressed, End):
            return pressed
        wrong = pressed is not None
        if pressed is None:
            continue
        value = _typed(run, collect, pressed)
        shown = " ".join(pressed.keys)
        shown = "•" * len(shown) if attribute.secret else shown
        run.note("press", shown, collect.span, "" if value is not None else "invalid")
        if value is not None:
            run.set(collect.store, value, collect.store.span)
            return collect.filled
    return collect.invalid if wrong else collect.no_input


def _ask(
    run: "Run", step: ast.Menu | ast.Collect, attempt: int, *, wrong: bool
) -> Press | End | None:
    """Say what the attempt says and return what is pressed; None is silence."""
    says = step.wordings
    if attempt and wrong:
        run.say(says.sorry)
    run.say(says.again if attempt and says.again else says.say)
    given = run.choices.take_input(step)
    match given:
        case Press():
            return given
        case Silence():
            run.note("silence", step.name.text, step.span)
            return None
        case Leaves():
            return End(kind="abandoned", name="", span=given.span)
        case Waits():
            raise ChoiceError(
                f"`{step.name.text}` listens here, and does not let anyone wait",
                given.span,
                "a wait is about a queue; write `silence` for a caller who presses nothing",
            )


def _typed(run: "Run", collect: ast.Collect, pressed: Press) -> str | None:
    """Return the digits entered, or None for a wrong, too short or wrongly ended entry."""
    until = collect.digits.until.keys if collect.digits.until else "pound"
    digits, ended = "", run.channel != _VOICE
    for key in _one_by_one(pressed.keys):
        if key == until:
            ended = True
            break
        if not key.isdigit():
            return None
        digits += key
        if len(digits) > collect.digits.most.value:
            return None
    if not ended or len(digits) < collect.digits.least.value:
        return None
    return _meant(run, collect.store.text, digits)


def _meant(run: "Run", attribute: str, digits: str) -> str | None:
    """Return what digits stand for: an extension for a person, a number with its country code."""
    match run.center.program.attributes[attribute].type:
        case "person":
            return run.center.extensions.get(digits)
        case "phone":
            return f"+{digits}" if len(digits) in _PHONE_DIGITS else None
        case _:
            return digits


def _one_by_one(keys: tuple[str, ...]) -> list[str]:
    return [one for key in keys for one in (key if key.isdigit() else [key])]


def look_up(run: "Run", lookup: ast.Lookup) -> ast.Treatment:
    """Take the outcome the world gives; the first one sets what the source gives."""
    source = run.center.program.data_sources[lookup.source.text]
    result = run.choices.lookup(lookup)
    outcomes = {line.outcome.text: line for line in lookup.outcomes}
    if result.outcome not in outcomes:
        raise ChoiceError(
            f"`{lookup.source.text}` has no outcome `{result.outcome}`",
            result.span,
            f"its outcomes are {', '.join(f'`{outcome}`' for outcome in outcomes)}",
        )
    run.note("lookup", lookup.source.text, outcomes[result.outcome].span, result.outcome)
    gives = source.gives if result.outcome == source.outcomes[0].text else ()
    for name in gives:
        if name.text not in result.values:
            raise ChoiceError(
                f"nothing is given for `{name.text}`, which `{lookup.source.text}` gives",
                result.span if result.span.path else lookup.span,
                f"add `{name.text} VALUE` to what the look-up gives",
            )
        run.set(name, str(result.values[name.text]), outcomes[result.outcome].span)
    _only_what_is_given(gives, result.values, result.span)
    return outcomes[result.outcome].treatment


def _only_what_is_given(
    gives: tuple[ast.Name, ...], values: Mapping[str, AttributeValue], span: Span
) -> None:
    names = {name.text for name in gives}
    extra = [name for name in values if name not in names]
    if extra:
        raise ChoiceError(f"`{extra[0]}` is not given by this outcome", span, "delete it")


def ring_out(run: "Run", way: ast.ToTransfer) -> End | ast.Treatment:
    """Transfer the contact; return its end, or what happens where nobody takes it."""
    match way.target:
        case ast.Phone():
            target: AttributeValue | None = way.target.number
        case ast.PersonTarget():
            target = way.target.person.text
        case ast.Name():
            target = run.attributes.get(way.target.text)
        case _:
            assert_never(way.target)
    if target is None:
        run.note("transfer", "", way.span, "failed")
        return way.otherwise
    outcome = run.choices.transfer(way).outcome
    run.note("transfer", str(target), way.span, outcome)
    if outcome == "answered":
        by = way.target.text if isinstance(way.target, ast.Name) else ""
        return End(kind="transfer", name=str(target), span=way.span, by=by)
    written = {"busy": way.busy, "no-answer": way.no_answer}.get(outcome)
    return written or way.otherwise
