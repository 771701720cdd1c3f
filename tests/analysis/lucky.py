"""The same luck for two centers: every choice is drawn from a seed, whatever asks for it."""

from collections.abc import Mapping
from random import Random

from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import Run, conduct
from ccdsl.simulate.trace import Step
from ccdsl.simulate.world import (
    ChoiceError,
    Contact,
    Input,
    LookupResult,
    Press,
    QueueState,
    Silence,
    Transfer,
    Waits,
    World,
)
from ccdsl.syntax import ast

_KEYS = (*"1234567890", "star", "pound")
_TYPED = ("12345678", "1234", "201", "202", "7", "25", "2125550103")
VALUES: Mapping[str, tuple[str, ...]] = {
    "tier": ("gold", "silver", "bronze"),
    "balance": ("0", "25", "100", "10000"),
}
_NOTICED = frozenset(("hear", "press", "silence", "record", "lookup", "transfer", "key", "end"))


class Luck(Choices):
    """Draws what the caller and the world choose, each kind from its own row of draws."""

    def __init__(self, center: Center, seed: int, flags: Mapping[str, bool]) -> None:
        """Begin a run; two with one seed are asked for the same things in the same order."""
        super().__init__(World(flags=flags))
        self.center = center
        self.seed = seed
        self.asked: dict[str, int] = {}

    def draw(self, kind: str) -> Random:
        """Return the draw for the next choice of a kind."""
        number = self.asked[kind] = self.asked.get(kind, 0) + 1
        return Random(f"{self.seed} {kind} {number}")

    def take_input(self, step: ast.Menu | ast.Collect) -> Input:
        """Press something or nothing."""
        random = self.draw("input")
        if random.random() < 0.25:
            return Silence()
        if isinstance(step, ast.Menu):
            return Press(keys=(random.choice(_KEYS),))
        until = step.digits.until.keys if step.digits.until else "pound"
        return Press(keys=(random.choice(_TYPED), until))

    def input_in_line(self, queue: str) -> Input | None:
        """Wait in line, and then press a key, or not."""
        random = self.draw("line")
        if random.random() < 0.6:
            return None
        keys = [one.key.keys for one in self.center.program.queues[queue].written.keys]
        waits = Waits(ms=random.choice((1_000, 40_000, 200_000)))
        return Press(keys=(random.choice(keys),)) if keys and random.random() < 0.5 else waits

    def use_input(self) -> None:
        """Nothing is listed, so nothing is used up."""

    def lookup(self, step: ast.Lookup) -> LookupResult:
        """Look something up."""
        source = self.center.program.data_sources[step.source.text]
        random = self.draw(f"lookup {source.name.text}")
        outcomes = [*(one.text for one in source.outcomes), "failed"]
        outcome = random.choice(outcomes)
        gives = source.gives if outcome == outcomes[0] else ()
        values = {one.text: random.choice(VALUES[one.text]) for one in gives}
        return LookupResult(source=source.name.text, outcome=outcome, values=values)

    def share(self, allocate: ast.Allocate) -> int:
        """Draw a percentage, and the share in which it lies."""
        drawn, high = self.draw("share").randrange(100), 0.0
        for number, one in enumerate(allocate.shares):
            high += float(one.percent.value)
            if drawn < high:
                return number
        raise AssertionError

    def transfer(self, way: ast.ToTransfer) -> Transfer:
        """Let a transfer come out somehow."""
        del way
        return Transfer(
            outcome=self.draw("transfer").choice(("answered", "busy", "no-answer", "failed"))
        )

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands, always the same."""
        random = Random(f"{self.seed} queue {name}")
        agents = random.choice((0, 1, 1, 3, 6))
        return QueueState(
            agents=agents,
            available=random.randint(0, agents),
            waiting=random.choice((0, 1, 2, 3, 5, 9, 11, 27, 40)),
            expected_wait=random.choice((None, 0, 60_000, 600_000)),
            wait=random.choice((0, 25_000, 100_000, 250_000, 700_000)),
            closes=random.choice((None, None, 50_000)),
        )

    def check_all_met(self) -> None:
        """Everything is drawn when it is met."""


def luckily(
    center: Center, contact: Contact, seed: int, flags: Mapping[str, bool]
) -> list[tuple[str, ...]]:
    """Return what is noticed of a contact's way, prompts with what they say."""
    run = Run(center, contact, Luck(center, seed, flags))
    try:
        steps = conduct(run, strict=False).steps
    except ChoiceError as error:
        return [*told(center, error.steps, contact), ("stopped",)]
    return told(center, steps, contact)


def told(center: Center, steps: tuple[Step, ...], contact: Contact) -> list[tuple[str, ...]]:
    """Return what is noticed in some steps, prompts with what they say."""
    entry = center.entry_of(contact)
    language = (entry.language or center.declared.languages[0]).tag
    found: list[tuple[str, ...]] = []
    for step in steps:
        if step.kind == "set" and step.name == "language":
            language = step.detail
        if step.kind == "hear":
            found.append(("hear", step.name, text_of(center, step.name, language)))
        elif step.kind in _NOTICED or (step.kind == "wait" and not step.name):
            found.append((step.kind, step.name, step.detail))
    return found


def text_of(center: Center, prompt: str, language: str) -> str:
    """Return what a prompt says in a language."""
    wordings = center.program.prompts[prompt].wordings
    return next((one.text.value for one in wordings if one.language.tag == language), "")
