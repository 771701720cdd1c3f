"""Where two centers part, in words: what is noticed there on either side, and what differs."""

from collections.abc import Sequence

from ccdsl.analysis.compare_noticed import Noticed, Part
from ccdsl.analysis.plan_records import AFTER, BEFORE, Change
from ccdsl.model.words import duration
from ccdsl.syntax import ast

_MOST = 3
"""So many settings are told before the rest is counted."""


def parted(change: Change) -> tuple[str, str]:
    """Return what is noticed on both sides where they part, in words that differ."""
    first, second = change.before.noticed, change.after.noticed
    before, after = noticed(first), noticed(second)
    if change.answer:
        doing, what = _answered(change.answer, first)
        known = ("is a" if what[0] not in "aeiou" else "is an", "is no")
        said = [f"{doing}: {known[0] if each else known[1]} {what}" for each in change.knows]
        return said[BEFORE], said[AFTER]
    if before == after:
        own, other = settings(first, second)
        if change.values[0] != change.values[1]:
            own, other = (f"with {each}" for each in change.values)
        return f"{before}, {own or 'as it was'}", f"{after}, {other or 'as it is written now'}"
    return before, after


def _answered(answer: str, notice: Noticed) -> tuple[str, str]:
    """Return an answer that one side only knows: what happens, and what that is."""
    match notice:
        case ("looks up", str(source), *_):
            return f"{source} comes out {answer.removeprefix('lookup ')}", "outcome"
        case _:
            doing = answer.replace("key ", "presses ").replace("press ", "presses ")
            return doing, "choice"


def noticed(notice: Noticed) -> str:
    """Return what is noticed of a contact where two sides part, in words."""
    match notice:
        case ("hears", (str(name), str(text), _)):
            return f"hears {name}: “{text}”"
        case ("hears", (str(name), *_)):
            return f"hears {name}"
        case ("recording", bool(on)):
            return f"recording of the script is {'on' if on else 'off'}"
        case ("time passes", int(ms)):
            return f"waits {duration(ms)}"
        case ("asks", str(name), *_):
            return f"is asked: {name}" if name else "is asked"
        case ("looks up", str(source), *_):
            return f"{source} is looked up"
        case ("queue", str(name), str(language), str(priority), *_):
            said = "" if priority in ("", "normal") else f" with priority {priority}"
            return f"comes to queue {name}{said}, in {language}"
        case ("waits", str(name)):
            return f"waits on in queue {name}"
        case ("transfer", _, str(target), *_):
            return f"is put through to {target}"
        case ("end", "nowhere", *_) | ("nowhere",):
            return "is taken by no rule"
        case ("arrives", str(entry)):
            return f"arrives at entry {entry}"
        case ("no line",):
            return "is not answered"
        case (str(kind), str(name), *_):
            return f"{kind} {name}"
        case _:
            return str(notice[0])


def settings(first: Noticed, second: Noticed) -> tuple[str, str]:
    """Return what differs where two sides notice the same otherwise, in the words of the source."""
    match first, second:
        case ("hears", (str(), str(), str(one))), ("hears", (str(), str(), str(other))):
            return _recorded(one), _recorded(other)
        case _:
            pass
    own, other_own = _parts(first), _parts(second)
    names = [name for name in {**own, **other_own} if own.get(name) != other_own.get(name)]
    pairs = [_both(name, own.get(name), other_own.get(name)) for name in names]
    return _with([one for one, _ in pairs]), _with([other for _, other in pairs])


def _recorded(audio: str) -> str:
    return f"recorded in {audio}" if audio else "not recorded"


def _parts(notice: Noticed) -> dict[str, object]:
    return {part.name: part.said for part in notice if isinstance(part, Part)}


def _with(said: Sequence[str]) -> str:
    if not said:
        return ""
    shown = list(said[:_MOST])
    if len(said) > _MOST:
        shown.append(f"{len(said) - _MOST} more settings of its own")
    *rest, last = shown
    return f"with {', '.join(rest)} and {last}" if rest else f"with {last}"


def _both(name: str, one: object, other: object) -> tuple[str, str]:
    """Return a setting on both sides; of prompts, those that differ."""
    match one, other:
        case ((), _) | (_, ()):
            pass
        case tuple(), tuple() if name in _SAID and len(one) == len(other):
            unlike = [place for place, each in enumerate(one) if each != other[place]]
            one = tuple(one[place] for place in unlike)
            other = tuple(other[place] for place in unlike)
        case _:
            pass
    return _setting(name, one), _setting(name, other)


_SAID = ("say", "again", "sorry", "greeting", "notice", "greet")
_NONE = {"requires": "no skill required", "to": "to the caller's own number"}
_LASTING = ("listen", "ring", "recheck", "max")


def _setting(name: str, said: object) -> str:
    """Return a setting as the source says it, or that there is none."""
    match said:
        case None | () | "" | 0 if name != "repeat":
            return _NONE.get(name, f"no {name}")
        case (int(tries), int(every)) if name == "callbacks":
            return f"callbacks {tries} tries every {duration(every)}"
        case tuple() if name in _SAID:
            return f"{name} {', '.join(_prompt(one) for one in said)}"
        case int() if name in _LASTING:
            return f"{name} {duration(said)}"
        case (int(least), int(most)):
            return f"{name} {least} to {most}"
        case tuple():
            return f"{name} {', '.join(_line(one) for one in said)}"
        case str() if name.startswith("key "):
            return f"{name} “{said}”"
        case _:
            return f"{name} {_line(said)}"


def _prompt(said: object) -> str:
    match said:
        case (str(name), str(text), str(audio)):
            recorded = f" ({audio})" if audio else ""
            return f"{name}: “{text}”{recorded}"
        case (str(name),):
            return name
        case _:
            return ""


def _line(one: object) -> str:
    """Return a line of a queue, or a word, as the source says it."""
    match one:
        case (ast.Announcement() as line, *prompt):
            what = line.what.text if isinstance(line.what, ast.Name) else line.what
            said = _prompt(prompt[0]) if prompt else what
            every = f" every {duration(line.every.ms)}" if line.every else ""
            return f"{said}{every}" + (f" after {duration(line.after.ms)}" if line.after else "")
        case ast.SkillNeed():
            return one.skill.text + (f" >= {one.level.value}" if one.level else "")
        case ast.LanguageNeed():
            return "language"
        case ast.Without():
            return f"without {one.skill.text}"
        case ast.Widening():
            return f"after {duration(one.after.ms)} {', '.join(_line(each) for each in one.needs)}"
        case ast.Preference():
            return f"{one.attribute.text} for {duration(one.duration.ms)}"
        case _:
            return str(one)
