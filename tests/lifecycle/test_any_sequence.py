"""Whatever is done to versions in whatever order: numbers grow, chains hold, nothing is lost."""

import re
from collections.abc import Collection
from random import Random

import pytest

from ccdsl.lifecycle.blocks import block_of
from ccdsl.lifecycle.prospect import is_about_versions
from ccdsl.model.lock import Archived, Key, archive_path, record_digest, state_digest
from ccdsl.syntax import ast
from tests.lifecycle.centers import World, brief_analysis, generated, small

STEPS = ("draft", "edit", "edit", "promote", "rollback", "retire", "release", "around", "new")
_NEW = ("alpha", "beta")
_EDITS = (
    (r"\brepeat \d", "repeat {n}"),
    (r"\blisten \ds", "listen {n}s"),
    (r"\bpress \d|\bkey \d", "key {n}"),
    (r"-> queue \w+", "-> voicemail box"),
    (r"-> voicemail box", "-> hang-up"),
    (r"\{", "{{  # edited {n}"),
    (r"\}", "}}\n# after {n}\n"),
    (r" draft", "   draft  "),
    (r"\bqueue\b", "quueue"),
)


class Walk:
    """A random walk, and what must be true all along it."""

    def __init__(self, files: dict[str, bytes], random: Random) -> None:
        self.world = World(files)
        self.random = random
        self.ever: dict[Archived, str] = {}
        self.highest: dict[Key, int] = {}
        self.taken: dict[str, int] = {}
        self.last: dict[str, bytes] = {}
        assert self.world.release(), self.world.said
        self.check(is_released=True)

    def go(self, steps: int) -> None:
        for _ in range(steps):
            step = self.random.choice(STEPS)
            known = {one.message for one in self.world.errors()}
            self.last = dict(self.world.files)
            # As the commands do, refuse any step where the versions are not in order.
            is_edit = step in ("edit", "around", "new")
            disorder = any(is_about_versions(one) for one in self.world.errors())
            if (is_edit or not disorder) and self.take(step):
                self.taken[step] = self.taken.get(step, 0) + 1
                if is_edit:
                    # An edit may be wrong: then nothing may go live before it is taken back.
                    if self.world.errors() and self.random.random() < 0.7:
                        self.world.files = dict(self.last)
                else:
                    self.check(is_released=step != "draft", known=known)
            else:
                assert self.world.files == self.last, step

    def take(self, step: str) -> bool:
        world, random = self.world, self.random
        key = self.some_name(step)
        drafts = world.standing.drafts()
        match step:
            case "draft":
                return world.draft(key)
            case "edit":
                return bool(drafts) and self.edit(random.choice(drafts))
            case "promote":
                count = random.randint(1, max(1, len(drafts)))
                return bool(drafts) and world.promote(*random.sample(drafts, count))
            case "rollback":
                return world.rollback(key, random.choice((None, None, random.randint(1, 4))))
            case "retire":
                return world.retire(key)
            case "release":
                return world.release()
            case "around":
                return self.change_around()
            case _:
                return self.write_new()

    def some_name(self, step: str) -> Key:
        """Return a name; mostly one with which the step means something."""
        lock = self.world.basis.lock
        assert lock is not None
        names = sorted(self.world.standing.program.versions)
        if step == "rollback" and self.random.random() < 0.8:
            names = sorted({(kind, name) for kind, name, _ in lock.archived}) or names
        if step == "retire" and self.random.random() < 0.8:
            names = [key for key in names if key[1] in _NEW] or names
        return self.random.choice(names)

    def edit(self, key: Key) -> bool:
        """Change something in a draft, or only how it is laid out."""
        draft = self.world.standing.program.version(key, ast.State.DRAFT)
        assert draft is not None
        path, text = draft.span.path, self.text(draft.span.path)
        pattern, put = self.random.choice(_EDITS)
        block = text[draft.span.start : draft.span.end]
        edited = re.sub(pattern, put.format(n=self.random.randint(1, 9)), block, count=1)
        whole = text[: draft.span.start] + edited + text[draft.span.end :]
        self.world.files[path] = whole.encode()
        return True

    def change_around(self) -> bool:
        """Change what versions lead to."""
        path = self.random.choice([path for path in self.world.files if path.endswith(".ccdsl")])
        if path.startswith("archive/"):
            return False
        text = self.text(path)
        said = f'{self.random.randint(0, 9)}."'
        self.world.files[path] = re.sub(r'\d?\."', said, text, count=1).encode()
        return True

    def write_new(self) -> bool:
        """Write the draft of something new by hand."""
        name = self.random.choice(_NEW)
        number = self.world.standing.highest(("script", name)) + 1
        path = "flows.ccdsl" if "flows.ccdsl" in self.world.files else "main.ccdsl"
        block = (
            f"\n# New.\nscript {name} version {number} draft {{ start {{ -> voicemail box }} }}\n"
        )
        self.world.files[path] += block.encode()
        return True

    def text(self, path: str) -> str:
        return self.world.files[path].decode()

    def check(self, *, is_released: bool, known: Collection[str] = ()) -> None:
        """Check all that must be true; what was wrong with a draft before may still be."""
        world = self.world
        assert {one.message for one in world.errors(locked=is_released)} <= set(known)
        program, lock = world.compiled(locked=is_released).program, world.basis.lock
        assert lock is not None
        if is_released:
            assert lock.last is not None
            assert lock.last.state == state_digest(lock)
        previous = None
        for release in lock.releases:
            assert release.previous == previous
            assert release.digest == record_digest(release)
            previous = release.digest
        for key, group in program.versions.items():
            states = [one.version.state for one in group]
            assert states.count(ast.State.IN_SERVICE) <= 1
            assert states.count(ast.State.DRAFT) <= 1
            assert world.standing.highest(key) >= self.highest.get(key, 0)
            self.highest[key] = world.standing.highest(key)
        for version in program.in_service.declarations():
            file = next(each for each in program.files if each.source.path == version.span.path)
            span = block_of(file, version).span
            said = file.source.text[span.start : span.end]
            key = (version.kind, version.name.text, version.version.number.value)
            assert self.ever.setdefault(key, said) == said
        live = {(*key, one.version) for key, one in lock.in_service.items()}
        for key, said in self.ever.items():
            if key not in live:
                kept = self.text(archive_path(key)).rstrip("\n")
                assert kept.replace("retired", "in-service", 1) == said


def walked(files: dict[str, bytes], seed: int, steps: int) -> Walk:
    walk = Walk(files, Random(seed))
    walk.go(steps)
    return walk


@pytest.mark.parametrize("seed", range(10))
def test_any_sequence_on_a_small_center(seed: int) -> None:
    walked(small(), seed, 30)


@pytest.mark.parametrize("seed", range(2))
def test_any_sequence_on_a_generated_center(seed: int) -> None:
    with brief_analysis():
        walked(generated(seed), seed, 10)


def test_the_walks_take_every_step() -> None:
    taken: dict[str, int] = {}
    for seed in range(100, 104):
        for step, count in walked(small(), seed, 40).taken.items():
            taken[step] = taken.get(step, 0) + count
    assert set(taken) == set(STEPS)
    assert min(taken.values()) >= 2, taken
