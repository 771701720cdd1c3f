"""One contact through one center: clauses 1, 4 and 6 of the language's meaning."""

from typing import NamedTuple, assert_never

from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.simulate.asking import ask_collect, ask_menu, look_up, ring_out
from ccdsl.simulate.center import Center, Opening, opening
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.conditions import holds, literal
from ccdsl.simulate.trace import End, Step, StepKind, Trace
from ccdsl.simulate.waiting import Waiting, arrive, check_queues, stands_in_line, stay
from ccdsl.simulate.world import (
    NOWHERE,
    AttributeValue,
    ChoiceError,
    Contact,
    QueueState,
    World,
)
from ccdsl.source import Span
from ccdsl.syntax import ast

_MOST_TAKEN = 10_000
"""A contact that has come through so many treatments and exits goes round for ever."""
_tuple = tuple.__new__


class Frame(NamedTuple):
    """Where a `call script` comes back to."""

    treatment: ast.Treatment
    action: int
    script: str | None


class Run:
    """One contact on its way."""

    def __init__(self, center: Center, contact: Contact, choices: Choices) -> None:
        """Clause 1: a contact arrives; its instant and flags are fixed here."""
        self.center = center
        self.contact = contact
        self.choices = choices
        self.entry = center.entry_of(contact)
        self.channel: str = contact.channel
        self.dialed = contact.to if contact.channel in NUMBERED_CHANNELS else None
        self.caller = contact.caller
        language = self.entry.language or center.declared.languages[0]
        self.language = contact.language or language.tag
        self.attributes: dict[str, AttributeValue] = {}
        self.heard: set[str] = set()
        self.clock = 0
        self.steps: list[Step] = []
        self.taken: list[Span] = []
        self.frames: list[Frame] = []
        self.jumps: dict[Span, int] = {}
        self.lines: list[Waiting] = []
        self.found: list[QueueState] = []
        self.tested: Waiting | None = None
        self._openings: dict[str, Opening] = {}

    def note(self, kind: StepKind, name: str, span: Span, detail: str = "") -> None:
        """Write a step into the trace."""
        # Straight to the tuple: half of what a run costs is writing down what happens.
        self.steps.append(_tuple(Step, (kind, name, detail, span, self.clock)))

    def opening(self, hours: str) -> Opening:
        """Return whether hours are open at the contact's own instant."""
        found = self._openings.get(hours)
        if found is None:
            declared = self.center.program.hours[hours]
            found = self._openings[hours] = opening(self.center, declared, self.contact.instant)
        return found

    def flag(self, name: str) -> bool:
        """Return whether a flag is on; it is off unless given."""
        return self.choices.world.flags.get(name, False)

    @property
    def waiting(self) -> Waiting | None:
        """The line in which the contact is, or was last."""
        return self.lines[-1] if self.lines else None

    def queue_state(self, queue: str) -> QueueState:
        """Return how a queue stands in this look, or in line at this test of its rules."""
        line = self.tested
        if line is None:
            return self.choices.queue(queue)
        if queue == line.queue.name and not line.state.later:
            return line.state
        return stands_in_line(self, line, queue)

    def go(self) -> Trace:
        """Run from the arrival to the end."""
        self.note("arrive", self.entry.name.text, self.contact.span)
        for setting in self.entry.sets:
            self.set(setting.attribute, literal(setting.value), setting.span)
        for name, value in self.contact.attributes.items():
            numeric = self.center.program.attributes[name].type == "number"
            self.attributes[name] = int(value) if numeric else value
        routing = self.center.view.routings[self.entry.routing.text]
        treatment = self.first_match(routing.rules, routing.name)
        if treatment is None:
            raise ChoiceError("no rule takes this contact", routing.name.span)
        end = self.follow(treatment)
        self.note("end", end.name, end.span, end.kind)
        taken, found = tuple(self.taken), tuple(self.found)
        return Trace(steps=tuple(self.steps), end=end, taken=taken, found=found)

    def holds(
        self, condition: ast.Condition, span: Span, queue: str | None = None, waited: int = 0
    ) -> bool:
        """Whether the condition of a rule or a `when` at `span` holds now."""
        del span
        return holds(condition, self, queue, waited)

    def first_match(
        self, rules: tuple[ast.Rule, ...], name: ast.Name, queue: str | None = None, waited: int = 0
    ) -> ast.Treatment | None:
        """Clause 2: the first rule that matches, top to bottom.

        Outside a queue, that is a look of its own.
        """
        if queue is None:
            self.choices.look()
        for number, rule in enumerate(rules, 1):
            if rule.condition is None or self.holds(rule.condition, rule.span, queue, waited):
                self.note("rule", name.text, rule.span, str(number))
                return rule.treatment
        return None

    def set(self, attribute: ast.Name, value: str, span: Span) -> None:
        """Set an attribute; a secret is masked in the trace."""
        declared = self.center.program.attributes[attribute.text]
        self.attributes[attribute.text] = int(value) if declared.type == "number" else value
        self.note("set", attribute.text, span, "•" * len(value) if declared.secret else value)

    def say(self, prompts: tuple[ast.Name, ...]) -> None:
        """Play or say prompts."""
        for prompt in prompts:
            self.note("hear", prompt.text, prompt.span)
            self.heard.add(prompt.text)

    def follow(self, treatment: ast.Treatment) -> End:
        """Clause 4: actions in order, then the exit, until the contact ends."""
        at: Frame | End = Frame(treatment, 0, None)
        while isinstance(at, Frame):
            treatment, action, _ = at
            if action == 0:
                self.taken.append(treatment.span)
            if action < len(treatment.actions):
                at = self._act(treatment.actions[action], at)
            elif len(self.taken) < _MOST_TAKEN:
                at = self._exit(treatment.exit, at)
            else:
                raise ChoiceError("the contact goes round and round here", treatment.exit.span)
        return at

    def _act(self, action: ast.Action, at: Frame) -> Frame | End:
        after = Frame(at.treatment, at.action + 1, at.script)
        match action:
            case ast.Play():
                self.say(action.prompts)
            case ast.SetAttribute():
                self.set(action.attribute, literal(action.value), action.span)
            case ast.SetLanguage():
                self.language = action.language.tag
                self.note("set", "language", action.span, self.language)
            case ast.Record():
                self.note("record", "on" if action.on else "off", action.span)
            case ast.Wait():
                self.note("wait", "", action.span, str(action.duration.ms))
                self.clock += action.duration.ms
            case ast.When():
                self.choices.look()
                if self.holds(action.condition, action.span):
                    return Frame(action.treatment, 0, at.script)
            case ast.Call():
                self.note("call", action.script.text, action.span)
                self.frames.append(after)
                return self._begin(action.script)
            case _:
                assert_never(action)
        return after

    def _begin(self, script: ast.Name) -> Frame | End:
        """Go to the start of a script."""
        return self._enter(script.text, "start", script.span)

    def _enter(self, script: str, step: str, span: Span) -> Frame | End:
        """Go to a step of a script, and on to what it makes of the contact."""
        found = self.center.steps(script)[step]
        self.note("step", f"{script} {step}", span)
        chosen: ast.Treatment | End
        match found:
            case ast.Plain():
                chosen = found.treatment
            case ast.Menu():
                chosen = ask_menu(self, found)
            case ast.Collect():
                chosen = ask_collect(self, found)
            case ast.Lookup():
                chosen = look_up(self, found)
            case _:
                assert_never(found)
        return chosen if isinstance(chosen, End) else Frame(chosen, 0, script)

    def _exit(self, way: ast.Exit, at: Frame) -> Frame | End:
        self.taken.append(way.span)
        match way:
            case ast.ToScript():
                return self._begin(way.script)
            case ast.ToStep():
                return self._jump(way, at)
            case ast.Allocate():
                number = self.choices.share(way)
                self.note("share", str(number + 1), way.shares[number].span)
                return at._replace(treatment=way.shares[number].treatment, action=0)
            case ast.Return():
                if not self.frames:
                    raise ChoiceError("there is no call to return from", way.span)
                self.note("return", "", way.span)
                return self.frames.pop()
            case ast.ToQueue():
                self.frames.clear()
                return self._or_frame(arrive(self, way.queue.text, way.span))
            case ast.Stay():
                return self._or_frame(stay(self, way.span))
            case ast.ToAfterHours():
                policy = self.center.view.after_hours[way.policy.text]
                return self._or_frame(self.first_match(policy.rules, policy.name), way.span)
            case _:
                return self._end(way, at)

    def _or_frame(self, after: "ast.Treatment | End | None", span: Span = NOWHERE) -> Frame | End:
        """Return where a treatment begins, or the end."""
        if after is None:
            raise ChoiceError("no rule takes this contact", span)
        return after if isinstance(after, End) else Frame(after, 0, None)

    def _end(
        self,
        way: ast.ToVoicemail | ast.ToCallback | ast.ToTransfer | ast.HangUp | ast.NoExit,
        at: Frame,
    ) -> Frame | End:
        """Clause 6: how a contact ends, or what happens when it cannot end so."""
        match way:
            case ast.ToVoicemail():
                greeting = self.center.program.voicemails[way.voicemail.text].greeting
                self.say((greeting,) if greeting else ())
                return End(kind="voicemail", name=way.voicemail.text, span=way.span)
            case ast.HangUp():
                return End(kind="hang-up", name="", span=way.span)
            case ast.ToCallback():
                number = self.attributes.get(way.number.text) if way.number else self.caller
                if number is not None:
                    return End(kind="callback", name=way.queue.text, span=way.span)
                return at._replace(treatment=way.otherwise, action=0)
            case ast.ToTransfer():
                after = ring_out(self, way)
                return after if isinstance(after, End) else at._replace(treatment=after, action=0)
            case ast.NoExit():
                raise ChoiceError("the contact goes nowhere from here", way.span)
            case _:
                assert_never(way)

    def _jump(self, way: ast.ToStep, at: Frame) -> Frame | End:
        """Follow a jump; `at-most` counts per contact and written jump, and never resets."""
        if way.at_most is not None and way.otherwise is not None:
            done = self.jumps.get(way.span, 0)
            if done >= way.at_most.value:
                return at._replace(treatment=way.otherwise, action=0)
            self.jumps[way.span] = done + 1
        return self._enter(at.script or "", way.step.text, way.span)


def simulate(center: Center, contact: Contact, world: World, *, strict: bool = True) -> Trace:
    """Return what happens to a contact in a world.

    Raises ChoiceError for a choice that is met and not given and, when `strict`, for one that is
    given and never met.
    """
    return conduct(Run(center, contact, Choices(world)), strict=strict)


def conduct(run: Run, *, strict: bool = True) -> Trace:
    """Return what happens on a run; as `simulate`, and a ChoiceError tells the steps before it."""
    try:
        trace = run.go()
        if strict:
            run.choices.check_all_met()
            check_queues(run)
    except ChoiceError as error:
        error.steps = tuple(run.steps)
        raise
    return trace
