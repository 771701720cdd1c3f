"""A telephone in the terminal: hear, press, wait, hang up, and say how the world stands.

The contact is run again from the start after each answer, as time is virtual and nothing is
random; what has been told already is not told again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from ccdsl.cli import givens
from ccdsl.cli.ends import Refusal
from ccdsl.model.program import Program
from ccdsl.report.call import Call
from ccdsl.report.call_text import ending, lines_from
from ccdsl.simulate.center import Center
from ccdsl.simulate.inquiry import Inquiry, Told, stay
from ccdsl.simulate.run import conduct
from ccdsl.simulate.trace import End, Step
from ccdsl.simulate.why import ExplainedRun
from ccdsl.simulate.world import (
    Arriving,
    Asked,
    Contact,
    Input,
    Leaves,
    MissingError,
    QueueState,
    Silence,
    Standing,
    World,
)
from ccdsl.syntax import ast

_HANG_UP = ("hang up", "hang-up", "leave", "leaves", "bye")


class Phone:
    """One conversation; `ask` puts a question and returns the answer, `show` says one line."""

    def __init__(
        self,
        center: Center,
        contact: Contact,
        ask: Callable[[str], str],
        show: Callable[[str], None],
    ) -> None:
        """Begin with nothing said."""
        self.center = center
        self.contact = contact
        self.ask = ask
        self.show = show
        self.shown = 0

    def talk(self, world: World, *, explain: bool = False) -> Call:
        """Run the contact to its end, asking for every choice."""
        told = Told(world=world)
        while True:
            run = ExplainedRun(self.center, self.contact, Inquiry(told))
            try:
                trace = conduct(run)
            except MissingError as missing:
                self._tell(self._call(run, missing.steps, None), explain=explain)
                told = self._answered(told, run, missing.asked)
                continue
            call = self._call(run, trace.steps, trace.end)
            self._tell(call, explain=explain)
            self.show(f"  => {ending(trace.end)}")
            return call

    def _call(self, run: ExplainedRun, steps: tuple[Step, ...], end: End | None) -> Call:
        return Call(
            center=self.center,
            contact=self.contact,
            steps=steps,
            end=end,
            missed=tuple(run.missed),
        )

    def _tell(self, call: Call, *, explain: bool) -> None:
        for line in lines_from(call, self.shown, explain=explain):
            self.show(line)
        self.shown = len(call.steps)

    def _answered(self, told: Told, run: ExplainedRun, asked: Asked) -> Told:
        """Ask until there is an answer that can be read; return what is told with it."""
        while True:
            answer = self.ask(question(self.center.program, asked))
            try:
                if isinstance(asked, Standing) and not answer:
                    return stay(told, run, asked.queue)
                return replace(told, world=self._with(told.world, run, asked, answer))
            except Refusal as refusal:
                self.show(f"  {refusal.message}; {refusal.help or 'try again'}")

    def _with(self, world: World, run: ExplainedRun, asked: Asked, answer: str) -> World:
        match asked:
            case ast.Menu() | ast.Collect():
                return _doing(world, read_input(answer, asked, run.channel))
            case ast.Lookup():
                result = givens.read_result(self.center.program, asked.source.text, answer)
                _whole(self.center.program, asked, result.outcome, result.values)
                return replace(world, lookups=(*world.lookups, result))
            case ast.Allocate():
                share = givens.read_share(answer)
                givens.known(answer, _shares(asked), "share")
                return replace(world, shares=(*world.shares, share))
            case ast.ToTransfer():
                return replace(world, transfers=(*world.transfers, givens.read_transfer(answer)))
            case Arriving():
                state = givens.read_figures(answer) if answer else QueueState()
                return replace(world, queues={**world.queues, asked.queue: (state,)})
            case Standing():
                return self._standing(world, run, asked, answer)
            case _:
                assert_never(asked)

    def _standing(self, world: World, run: ExplainedRun, asked: Standing, answer: str) -> World:
        """Return the world after what a caller does in line."""
        if answer in _HANG_UP:
            return _doing(world, Leaves())
        if answer.startswith("wait "):
            return _doing(world, givens.read_wait(answer.removeprefix("wait ").strip()))
        keys = (
            self.center.program.queues[asked.queue].written.keys if run.channel == "voice" else ()
        )
        pressed = givens.read_press(answer)
        givens.known(" ".join(pressed.keys), [line.key.keys for line in keys], "key here")
        return _doing(world, pressed)


def _doing(world: World, given: Input) -> World:
    return replace(world, inputs=(*world.inputs, given))


def _shares(allocate: ast.Allocate) -> list[str]:
    return [str(number) for number in range(1, len(allocate.shares) + 1)]


def _whole(program: Program, lookup: ast.Lookup, outcome: str, values: object) -> None:
    """Refuse a result that lacks a value the look-up gives, or has one it does not."""
    source = program.data_sources[lookup.source.text]
    gives = [name.text for name in source.gives] if outcome == source.outcomes[0].text else []
    given = list(values) if isinstance(values, dict) else []
    missing = [name for name in gives if name not in given]
    extra = [name for name in given if name not in gives]
    if missing:
        raise Refusal(f"`{missing[0]}` is given too", f"write `{outcome}, {missing[0]} VALUE`")
    if extra:
        raise Refusal(f"`{extra[0]}` is not given by `{outcome}`", "leave it out")


def read_input(answer: str, step: ast.Menu | ast.Collect, channel: str) -> Input:
    """Return what an answer to a menu or a collect does: keys, silence, or hanging up.

    On a text channel a menu's labels stand for their keys, as clause 8 has it.
    """
    if not answer or answer == "silence":
        return Silence()
    if answer in _HANG_UP:
        return Leaves()
    if isinstance(step, ast.Menu) and channel != "voice":
        labels = {line.label.value.casefold(): line.key.keys for line in step.keys}
        answer = labels.get(answer.casefold(), answer)
    return givens.read_press(answer)


def question(program: Program, asked: Asked) -> str:
    """Return the question that a choice puts to whoever plays the caller and the world."""
    match asked:
        case ast.Menu():
            keys = ", ".join(f"{line.key.keys} {line.label.value}" for line in asked.keys)
            return f"[{keys}; Enter is silence, or `hang up`] press:"
        case ast.Collect():
            until = asked.digits.until.keys if asked.digits.until else "pound"
            return f"[digits and `{until}`; Enter is silence, or `hang up`] press:"
        case ast.Lookup():
            return f"[{_outcomes(program, asked)}] {asked.source.text} says:"
        case ast.Allocate():
            shares = (f"{n} {share.percent.value}%" for n, share in enumerate(asked.shares, 1))
            return f"[{', '.join(shares)}] share:"
        case ast.ToTransfer():
            return "[answered, busy, no-answer, failed] the transfer is:"
        case Arriving():
            figures = "as `waiting 3, agents 2, available 0, wait 5m`; Enter: quiet"
            return f"[{figures}] queue {asked.queue} has:"
        case Standing():
            return f"[{_standing_words(program, asked)}; Enter stays] you wait in {asked.queue}:"
        case _:
            assert_never(asked)


def _outcomes(program: Program, lookup: ast.Lookup) -> str:
    source = program.data_sources[lookup.source.text]
    gives = "".join(f", {name.text} VALUE" for name in source.gives)
    first = source.outcomes[0].text
    names = [line.outcome.text for line in lookup.outcomes]
    return "; ".join(f"{name}{gives if name == first else ''}" for name in names)


def _standing_words(program: Program, asked: Standing) -> str:
    keys = program.queues[asked.queue].written.keys
    pressed = [f"{line.key.keys} {line.label.value}" for line in keys]
    return ", ".join([*pressed, "wait 2m", "hang up"])
