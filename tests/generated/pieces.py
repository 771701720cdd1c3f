"""Conditions and treatments of a generated center, as source text."""

from dataclasses import dataclass, field
from random import Random

ZONES = ("America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe")
LANGUAGES = ("en-US", "es-US")
NUMBERS = tuple(f"+180055501{digits:02}" for digits in range(30))
CALLERS = tuple(f"+121255501{digits:02}" for digits in range(12))
COUNTED = ("agents", "available", "waiting")


@dataclass
class Maker:
    """A source of random text about one center; `voice` says whether voice-only words may stand."""

    random: Random
    queues: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    subroutines: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    voice: bool = True

    def one(self, *choices: str) -> str:
        """Return one of the choices."""
        return self.random.choice(choices)

    def prompts(self) -> str:
        """Return one or two prompts."""
        return ", ".join(self.random.sample([f"p{n}" for n in range(6)], self.random.randint(1, 2)))

    def condition(self, depth: int = 2) -> str:
        """Return a condition about a contact, its instant and the center's state."""
        kind = self.random.randrange(4) if depth else 3
        if kind == 0:
            return f"{self.condition(depth - 1)} and {self.condition(depth - 1)}"
        if kind == 1:
            return f"({self.condition(depth - 1)} or {self.condition(depth - 1)})"
        if kind == 2:
            return f"not ({self.condition(depth - 1)})"
        return self.test()

    def test(self) -> str:
        """Return a single test."""
        number = self.random.choice(NUMBERS[1:4])
        caller = self.random.choice(CALLERS)
        word = self.one("is open", "is closed", "is holiday")
        tests = (
            f"caller in {self.one('vip', 'press')}",
            f"caller is {caller}",
            f"caller in {caller}, +1646*, vip",
            "caller is withheld",
            f"dialed is {number}",
            f"dialed in {number}, {NUMBERS[0]}",
            f"entry is {self.one('line_a', 'line_b', 'web', 'texts')}",
            "entry in line_a, web",
            f"channel is {self.one('voice', 'chat', 'sms')}",
            "channel in voice, sms",
            f"language is {self.one(*LANGUAGES)}",
            f"tier is {self.one('gold', 'silver')}",
            "tier in gold, bronze",
            f"balance {self.one('>', '>=', '<', '<=', '=')} {self.random.choice((0, 100, 250))}",
            "account is 12345678",
            f"urgent is {self.one('yes', 'no')}",
            f"number_to_call is {caller}",
            "number_to_call in +1212*",
            f"adviser is {self.one('maria', 'ana')}",
            f"hours {self.one('day', 'night', 'abroad', 'ever')} {word}",
            f"flag {self.one('snow', 'drill')} {self.one('is on', 'is off')}",
            f"queue {self.one('claims', 'life', 'desk', 'second')} has {self.counted()}",
            f"queue {self.one('claims', 'desk')} has full",
        )
        return self.random.choice(tests)

    def counted(self) -> str:
        """Return a test of a figure that counts."""
        compare = self.one(">", ">=", "<", "<=", "=")
        return f"{self.one(*COUNTED)} {compare} {self.random.randrange(4)}"

    def figures(self, queue: str, *, waits: bool) -> str:
        """Return a test of a queue's own figures, as an overflow may make it."""
        choices = [
            self.counted(),
            "full",
            f"expected-wait {self.one('>', '<')} {self.random.randrange(1, 5)}m",
            f"queue {queue} has waiting > 2, agents >= 1",
            f"queue {self.one('claims', 'second')} has {self.counted()}",
        ]
        if waits:
            choices += [f"wait {self.one('>', '>=')} {self.random.choice((20, 45, 90, 180))}s"] * 3
            choices.append(f"wait {self.one('>', '>=')} 1500ms")
        return self.random.choice(choices)

    def exit(self, depth: int) -> str:
        """Return an exit to somewhere outside the script."""
        ways = [f"-> voicemail {self.one('box', 'night_box')}", "-> hang-up"]
        ways += [f"-> queue {queue}" for queue in self.queues] * 2
        ways += [
            f"-> queue {queue} priority {self.one('high', 'low')}" for queue in self.queues[:1]
        ]
        ways += [f"-> script {script}" for script in self.scripts] * 3
        ways += [f"-> after-hours {policy}" for policy in self.policies]
        if self.voice and depth:
            ways += self._voice_exits(depth)
        if depth:
            ways.append(self.allocate(depth - 1))
        return self.random.choice(ways)

    def _voice_exits(self, depth: int) -> list[str]:
        ways = [
            f"-> {self.transfer()} else {self.treatment(depth - 1)}",
            (
                f"-> {self.transfer()} ring 15s busy {self.treatment(depth - 1)} "
                f"no-answer {self.treatment(depth - 1)} else {self.treatment(depth - 1)}"
            ),
        ]
        for queue in self.queues:
            ways.append(f"-> callback {queue} else {self.treatment(depth - 1)}")
            ways.append(f"-> callback {queue} to number_to_call else {self.treatment(depth - 1)}")
        return ways

    def transfer(self) -> str:
        """Return a transfer to a number, an attribute or a person."""
        return f"transfer {self.one('+12125550199', 'number_to_call', 'adviser', 'person maria')}"

    def allocate(self, depth: int) -> str:
        """Return shares that add up."""
        first = self.random.choice((10, 50, 75))
        body = f"{first}% {self.treatment(depth)}\n {100 - first}% {self.treatment(depth)}"
        return f"allocate {{\n {body}\n}}"

    def action(self, depth: int) -> str:
        """Return an action."""
        actions = [
            f"play {self.prompts()}",
            f"set tier {self.one('gold', 'silver', 'bronze')}",
            f"set balance {self.random.choice((0, 99, 250))}",
            f"set urgent {self.one('yes', 'no')}",
            f"set number_to_call {self.random.choice(CALLERS)}",
            "set adviser ana",
            f'set remark "{self.one("hello", "bye")}"',
            f"set language {self.one(*LANGUAGES)}",
            f"wait {self.random.randrange(1, 4)}s",
        ]
        actions += [f"call script {script}" for script in self.subroutines]
        if self.voice:
            actions += ["play notice\n record on", "record off"]
        if depth:
            actions.append(f"when {self.condition(1)} {self.treatment(depth - 1)}")
        return self.random.choice(actions)

    def treatment(self, depth: int, *exits: str) -> str:
        """Return a treatment; `exits` are further ways out, such as steps of the same script."""
        way = self.random.choice([self.exit(depth), *exits])
        actions = [self.action(depth) for _ in range(self.random.choice((0, 0, 1, 2)))]
        if not actions and way.startswith("->"):
            return way
        return "{\n " + "\n ".join((*actions, way)) + "\n}"
