"""Small centers, from a seed: few contacts, and every construct often enough.

Whoever runs every contact through one of them needs them small; they may well hold what is an
error elsewhere (rules that never match, loops, queues nobody leaves), since that is the question.
Durations are multiples of ten seconds, so that a grid of times tells all cases apart.
"""

from dataclasses import dataclass, field
from random import Random

NUMBERS = ("+12025550100", "+12025550101", "+12025550102")
CALLERS = ("+13105550111", "+13105550122", "+1646", "+164655")
VALUES = {
    "tier": ("gold", "silver", "bronze"),
    "urgent": ("yes", "no"),
    "balance": ("0", "1", "2", "3"),
    "code": tuple("1234"),
    "phone": CALLERS[:2],
}
_ATTRIBUTES = {
    "tier": "attribute tier one-of gold, silver, bronze",
    "urgent": "attribute urgent yes-no",
    "balance": "attribute balance number",
    "code": "attribute code digits 1 to 1",
    "phone": "attribute phone phone",
}
_DAYS = ("mon-fri", "mon-sun", "sat, sun", "sun-tue")
_SPANS = ("08:00-18:00", "22:00-06:00", "00:00-12:00", "01:00-02:30, 12:00-24:00")


@dataclass
class Maker:
    """Makes one center; the lists are what may be named where it is at work."""

    random: Random
    attributes: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    queues: list[str] = field(default_factory=list)
    languages: tuple[str, ...] = ("en-US",)
    lab: bool = False
    """Whether the center is about what happens in line."""

    def one(self, *choices: str) -> str:
        """Return one of the choices."""
        return self.random.choice(choices)

    def chance(self, share: float) -> bool:
        """Whether something with this share happens."""
        return self.random.random() < share

    def value(self, attribute: str) -> str:
        """Return a value of an attribute."""
        return self.one(*VALUES[attribute])

    def condition(self, depth: int = 2, extra: tuple[str, ...] = ()) -> str:
        """Return a condition; `extra` are further single tests."""
        kind = self.random.randrange(6) if depth else 5
        if kind == 0:
            return f"{self.condition(depth - 1, extra)} and {self.condition(depth - 1, extra)}"
        if kind == 1:
            return f"({self.condition(depth - 1, extra)} or {self.condition(depth - 1, extra)})"
        if kind == 2:
            return f"not ({self.condition(depth - 1, extra)})"
        return self.one(*extra) if extra and self.chance(0.5) else self.test()

    def test(self) -> str:
        """Return a single test of a contact, its instant or the center's state."""
        kinds = ["caller", "line", "hours", "hours", "attribute", "attribute", "channel"]
        kinds += ["flag"] if self.flags else []
        kinds += ["queue"] if self.queues else []
        match self.one(*kinds):
            case "caller":
                first, second = self.random.sample(CALLERS[:2], 2)
                some = ("caller is withheld", "caller in vip", f"caller is {first}")
                return self.one(*some, f"caller in {second}, {self.one(*CALLERS[2:])}*")
            case "line":
                is_dialed = f"dialed is {self.one(*self.numbers)}"
                return self.one(is_dialed, f"entry is {self.one(*self.entries)}")
            case "hours":
                state = self.one("is open", "is closed", "is holiday")
                return f"hours {self.one(*self.hours)} {state}"
            case "flag":
                return f"flag {self.one(*self.flags)} {self.one('is on', 'is off')}"
            case "queue":
                return f"queue {self.one(*self.queues)} has {self.figure()}"
            case "channel":
                language = f"language is {self.one(*self.languages)}"
                return self.one("channel is voice", "channel in chat, sms", language)
            case _:
                return self.about(self.one(*self.attributes))

    def about(self, attribute: str) -> str:
        """Return a test of an attribute."""
        if attribute == "balance":
            compare = self.one(">", ">=", "<", "<=", "=")
            return f"balance {compare} {self.random.randrange(4)}"
        if attribute == "phone" and self.chance(0.4):
            return f"phone in {self.one(*CALLERS[2:])}*"
        if attribute != "urgent" and self.chance(0.3):
            return f"{attribute} in {', '.join(self.random.sample(VALUES[attribute], 2))}"
        return f"{attribute} is {self.value(attribute)}"

    def figure(self) -> str:
        """Return a test of a queue's figure."""
        if self.chance(0.15):
            return "full"
        if self.chance(0.2):
            return f"expected-wait {self.one('>', '<')} 1m"
        name = self.one("agents", "available", "waiting")
        return f"{name} {self.one('>', '>=', '<', '<=', '=')} {self.random.randrange(3)}"

    def action(self, depth: int, calls: tuple[str, ...], inside: tuple[str, ...]) -> str:
        """Return an action; `calls` are scripts that may be called."""
        name = self.one(*self.attributes)
        choices = [f"set {name} {self.value(name)}"] * 2
        choices += ["play p0", f"play {self.one(*self.spoken())}", "wait 10s"]
        choices += [f"set language {self.one(*self.languages)}"] if len(self.languages) > 1 else []
        choices += [f"call script {self.one(*calls)}"] if calls else []
        if depth:
            treatment = self.treatment(depth - 1, inside, calls)
            choices += [f"when {self.condition(1)} {treatment}"] * 2
        return self.one(*choices)

    def spoken(self) -> list[str]:
        """Return the prompts that speak an attribute."""
        return [f"say_{name}" for name in self.attributes]

    def treatment(
        self, depth: int, exits: tuple[str, ...], calls: tuple[str, ...] = (), many: float = 0.5
    ) -> str:
        """Return a treatment that ends in one of some exits, or in one of every center's."""
        way = self.exit(depth, exits, calls)
        actions = []
        while self.chance(many) and len(actions) < 2:
            actions.append(self.action(depth, calls, exits))
        if not actions and way.startswith("->"):
            return way
        return "{\n " + "\n ".join((*actions, way)) + "\n}"

    def exit(self, depth: int, exits: tuple[str, ...], calls: tuple[str, ...]) -> str:
        """Return an exit."""
        ways = list(exits) * 2 or ["-> hang-up"]
        ways += ["-> hang-up", "-> voicemail box"]
        if depth:
            inner = [self.treatment(depth - 1, exits, calls) for _ in range(3)]
            to = self.one("+12025550199", *(["phone"] if "phone" in self.attributes else []))
            busy = f" busy {inner[1]}" if self.chance(0.4) else ""
            ways.append(f"-> transfer {to}{busy} else {inner[0]}")
            ways.append(f"allocate {{ 30% {inner[0]}\n 70% {inner[1]} }}")
            if self.queues:
                number = " to phone" if "phone" in self.attributes and self.chance(0.5) else ""
                ways.append(f"-> callback {self.one(*self.queues)}{number} else {inner[2]}")
        return self.one(*ways)


def center_text(seed: int, figures: bool = True) -> str:
    """Return the source of a small center; without `figures` no condition asks about queues."""
    random = Random(f"small {seed}")
    make = Maker(random)
    make.attributes = random.sample(list(VALUES), random.choice((1, 2, 2)))
    make.hours = ["day", "night", "rare"][: random.choice((1, 2, 2, 3))]
    make.flags = ["snow", "drill"][: random.choice((0, 1, 1, 2))]
    make.languages = ("en-US", "es-US") if make.chance(0.3) else ("en-US",)
    make.lab = make.chance(0.3)
    queues = ["first", "second"][: random.choice((1, 2) if make.lab else (0, 1, 1, 2, 2))]
    make.queues = queues if figures else []
    entries = _entries(make)
    parts = [_base(make), entries]
    if not figures:
        make.queues = []
    parts += [_queue(make, name, queues[number + 1 :]) for number, name in enumerate(queues)]
    parts += _policies(make, queues)
    parts += _scripts(make, queues)
    return "\n".join(parts)


def _entries(make: Maker) -> str:
    make.entries = ["main", "other"][: make.random.choice((1, 1, 2))]
    both = make.chance(0.4)
    make.numbers = list(NUMBERS[: 2 if both else 1])
    lines = [f"entry main {{ voice {', '.join(make.numbers)} routing calls }}"]
    if len(make.entries) > 1:
        make.numbers.append(NUMBERS[2])
        name = make.one(*make.attributes)
        also = f"set {name} {make.value(name)}" if make.chance(0.5) else ""
        language = f"language {make.languages[-1]}"
        line = make.one(f"voice {NUMBERS[2]}", f"sms {NUMBERS[2]}", 'chat "harbor.example"')
        routing = make.one("calls", "calls", "more")
        lines.append(f"entry other {{ {line} {language} {also} routing {routing} }}")
    return "\n".join(lines)


def _base(make: Maker) -> str:
    zone = make.one("Europe/Berlin", "America/New_York")
    hours = []
    for name in make.hours:
        more = "except feasts" if make.chance(0.6) else ""
        also = make.one("", "", "timezone Asia/Kolkata")
        days = f"{make.one(*_DAYS)} {make.one(*_SPANS)}"
        hours.append(f"hours {name} {{ {days} {more} {also} }}")
    names = ["p0", "p1", *make.spoken()]
    prompts = []
    for name in names:
        said = f"{{{name.removeprefix('say_')}}}" if name.startswith("say_") else name
        texts = " ".join(f'{language} "Say {said}."' for language in make.languages)
        prompts.append(f"prompt {name} {{ {texts} }}")
    gives = make.one(*make.attributes)
    attributes = "\n".join(_ATTRIBUTES[name] for name in make.attributes)
    flags = "\n".join(f"flag {name} {{ may boss }}" for name in make.flags)
    return f"""
center small {{
  timezone {zone} languages {", ".join(make.languages)}
  calendar 2026-03-21 to 2026-04-02 on-failure -> hang-up
}}
holidays feasts {{ 2026-03-24 2026-03-29 09:00-11:00 2026-03-31 22:00-03:00 }}
{chr(10).join(hours)}
callers vip {{ {CALLERS[0]} {CALLERS[3]}* }}
role boss may flip-flags
{flags}
{attributes}
data-source crm {{ takes caller gives {gives} outcomes found, missing }}
voicemail box {{ channels voice, chat, sms greeting {make.one("p0", *make.spoken())} }}
{chr(10).join(prompts)}
"""


def _queue(make: Maker, name: str, later: list[str]) -> str:
    if make.chance(0.15) and name != "first":
        return f'queue {name} like first {{ title "Alike" }}'
    onward = tuple(f"-> queue {one}" for one in later)
    if make.chance(0.1):
        onward = (*onward, f"-> queue {name}", "-> queue first")
    script = ("-> script sub_end",) if make.chance(0.3) else ()
    staying = (*onward, *script, "-> stay", "-> stay", "-> stay")
    lines = [
        f'key {key} "K" '
        + (_in_line(make, onward) if make.lab else make.treatment(1, staying, ("called",)))
        for key in "12"[: make.random.choice((0, 1, 1, 2) if make.lab else (0, 0, 1, 1, 2))]
    ]
    if make.chance(0.7):
        lines.append(f"overflow {make.one(name, name, name, 'first')}_out")
    if make.chance(0.7 if make.lab else 0.5):
        lines.append("after-hours shut")
        plain = make.treatment(1, staying, ("called",))
        lines.append(f"at-close {_in_line(make, onward) if make.lab else plain}")
    if make.chance(0.5):
        lines.append(f"max-waiting {make.random.choice((1, 2))}")
    recheck = make.one("30s", "40s")
    body = "\n  ".join(lines)
    queue = (
        f'queue {name} {{\n  title "{name}" channels voice, chat, sms wait forever\n'
        f"  recheck {recheck}\n  {body}\n}}"
    )
    return queue + "\n" + _overflow(make, name, (*onward, *script))


def _in_line(make: Maker, exits: tuple[str, ...]) -> str:
    """Return a treatment that mostly lets a contact stay, after something that rules may ask."""
    name = make.one(*make.attributes)
    actions = [
        f"when {make.about(name)} {make.one(*exits, '-> stay', '-> hang-up')}",
        f"set {name} {make.value(name)}",
        make.one("wait 10s", "wait 20s", "wait 30s", "call script called", "play p0"),
    ]
    some = make.random.sample(actions, make.random.choice((1, 2, 3)))
    body = "\n ".join((*some, make.one("-> stay", "-> stay", "-> stay", *exits)))
    return f"{{\n {body}\n}}"


def _at_some_time(make: Maker) -> str:
    """Return a condition about the time in a queue, and about something that was set there."""
    later = f"wait {make.one('>', '>=')} {make.one('20s', '30s', '50s')}"
    before = make.one("", f" and not (wait {make.one('>', '>=')} {make.one('30s', '50s')})")
    figure = f" and {make.figure()}" if make.queues and make.chance(0.3) else ""
    return f"{make.about(make.one(*make.attributes))} and {later}{before}{figure}"


def _overflow(make: Maker, name: str, exits: tuple[str, ...]) -> str:
    rules = []
    for _ in range(make.random.choice((1, 1, 2, 3))):
        waits = f"wait {make.one('>', '>=')} {make.one('20s', '50s')}"
        extra = (waits,)
        if make.queues:
            extra = (waits, make.figure(), make.figure(), f"queue {name} has {make.figure()}")
        condition = _at_some_time(make) if make.lab else make.condition(1, extra)
        rules.append(f" when {condition} {make.treatment(1, exits)}")
    return f"overflow {name}_out version 1 in-service {{\n" + "\n".join(rules) + "\n}"


def _rules(make: Maker, most: int, exits: tuple[str, ...]) -> str:
    rules = [
        f" when {make.condition()} {make.treatment(1, exits)}"
        for _ in range(make.random.randint(1, most))
    ]
    return "\n".join((*rules, f" otherwise {make.treatment(1, exits)}"))


def _policies(make: Maker, queues: list[str]) -> list[str]:
    exits = tuple(f"-> queue {name}" for name in queues[1:])
    hours = make.one(*make.hours)
    policy = (
        f"after-hours shut version 1 in-service {{\n hours {hours}\n{_rules(make, 2, exits)}\n}}"
    )
    return [policy]


def _scripts(make: Maker, queues: list[str]) -> list[str]:
    to_queues = tuple(f"-> queue {name}" for name in queues)
    outside = (*to_queues, "-> after-hours shut")
    menu = ("-> script menu_script",) * make.random.choice((1, 4))
    rules = " otherwise -> queue first" if make.lab else _rules(make, 3, (*outside, *menu))
    parts = [f"routing calls version 1 in-service {{\n{rules}\n}}"]
    more = _rules(make, 2, (*outside, "-> script sub_end"))
    parts.append(f"routing more version 1 in-service {{\n{more}\n}}")
    parts.append(_menu_script(make, (*outside, "-> script sub_end")))
    parts.append(f"script sub_end version 1 in-service {{ start {_block(make, to_queues)} }}")
    when = f"when {make.condition(1)} {{ {_setting(make)} -> return }}"
    parts.append(f"script called version 1 in-service {{ start {{ {when} -> more }}")
    again = "-> more at-most 1 else -> return"
    parts.append(f" step more {_block(make, ('-> return', '-> return', again))} }}")
    return parts


def _setting(make: Maker) -> str:
    name = make.one(*make.attributes)
    return f"set {name} {make.value(name)}"


def _block(make: Maker, exits: tuple[str, ...], calls: tuple[str, ...] = ()) -> str:
    treatment = make.treatment(1, exits, calls)
    return treatment if treatment.startswith("{") else f"{{ {treatment} }}"


def _menu_script(make: Maker, outside: tuple[str, ...]) -> str:
    """Return a script with a menu and further steps, which lead anywhere and back."""
    kinds = make.random.sample(("collect", "lookup", "step"), make.random.choice((1, 2, 3)))
    back = ("-> top at-most 1 else -> hang-up", "-> start at-most 2 else -> voicemail box")
    steps = tuple(f"-> {kind}_it" for kind in kinds)
    exits = (*outside, *steps, *steps, *back)
    calls = ("called",)
    lines = [f"  start {_block(make, (*steps, '-> top', '-> top'), calls)}", _menu(make, exits)]
    collected = [name for name in make.attributes if name in ("code", "balance")]
    for kind in kinds:
        ways = [make.treatment(1, exits, calls) for _ in range(3)]
        if kind == "collect" and collected:
            lines.append(
                f"  collect collect_it {{ say p1 digits 1 to 1 repeat {make.random.randrange(2)}"
                f" store {make.one(*collected)}\n"
                f"  filled {ways[0]}\n  no-input {ways[1]}\n  invalid {ways[2]} }}"
            )
        elif kind == "lookup":
            lines.append(
                f"  lookup lookup_it {{ from crm\n  found {ways[0]}\n  missing {ways[1]}\n"
                f"  failed {ways[2]} }}"
            )
        else:
            lines.append(f"  step {kind}_it {_block(make, exits, calls)}")
    return "script menu_script version 1 in-service {\n" + "\n".join(lines) + "\n}"


def _menu(make: Maker, exits: tuple[str, ...]) -> str:
    calls = ("called",)
    keys = [f'key 1 "One" {make.treatment(1, exits, calls)}']
    if make.chance(0.5):
        keys.append(f'key star "Again" {make.treatment(0, (*exits, "-> top"), calls)}')
    stored = [name for name in make.attributes if name in ("code", "balance")]
    if stored and make.chance(0.6):
        keys.append(f"keys 2 to 4 store {make.one(*stored)} {make.treatment(1, exits, calls)}")
    ways = [make.treatment(1, exits, calls) for _ in range(2)]
    return (
        f"  menu top {{ say p0, {make.one('p1', *make.spoken())} again p1 "
        f"repeat {make.random.randrange(2)}\n  "
        + "\n  ".join(keys)
        + f"\n  no-input {ways[0]}\n  invalid {ways[1]} }}"
    )
