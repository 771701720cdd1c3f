"""`check --locked --against` beside plain `check`, on 10,000 declarations in a git repository.

Run as `python -m tests.bench.bench_guard`; needs `git` on the PATH. The base branch and this one
differ by a release, so that both locks are read.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_check import TODAY, check
from tests.bench.centers import write_center
from tests.bench.timing import byte_compile, command, in_turn, say

SIZE = 10_000
BAR = 1.5
_ADMINISTRATOR = "jordan"


def ccdsl(*words: str | Path) -> None:
    """Run a command of ours; one that fails ends the benchmark."""
    command(sys.executable, "-m", "ccdsl", *words, *TODAY)()


def git(folder: Path, *words: str) -> None:
    """Run git in a folder as somebody."""
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@harbor.example")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Commit everything there is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Commit")


def write_released_center(folder: Path) -> None:
    """Write a center in a repository: released on `main`, and once more on another branch."""
    write_center(folder, SIZE)
    git(folder, "init", "-q", "-b", "main")
    ccdsl("release", "-C", folder, "--note", "First", "--by", _ADMINISTRATOR)
    commit(folder)
    git(folder, "checkout", "-q", "-b", "change")
    part = folder / "part_0001.ccdsl"
    text = part.read_text(encoding="utf-8")
    changed = re.sub(r'^(  en-US +")', r"\1Well, ", text, count=1, flags=re.MULTILINE)
    if changed == text:
        sys.exit("the generated center has no prompt to change")
    part.write_text(changed, encoding="utf-8")
    ccdsl("release", "-C", folder, "--note", "Second", "--by", _ADMINISTRATOR)
    commit(folder)


def main() -> None:
    """Measure and print."""
    if shutil.which("git") is None:
        sys.exit("`git` is not on the PATH")
    byte_compile()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "center"
        write_released_center(folder)
        guarded, plain = in_turn(
            command(*check(folder), "--locked", "--against", "main"), command(*check(folder))
        )
        bare = Path(name) / "bare"
        shutil.copytree(folder, bare, ignore=shutil.ignore_patterns("ccdsl.lock", ".git"))
        held, free = in_turn(command(*check(folder)), command(*check(bare)))
    print(f"`check` {plain:.2f} s, `check --locked --against` {guarded:.2f} s")
    met = say("check --locked --against, times check", guarded / plain, BAR, at_most=True)
    met &= say("check with a lock, times without", held / free, BAR, at_most=True)
    sys.exit(not met)


if __name__ == "__main__":
    main()
