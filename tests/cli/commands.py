"""Commands run as a shell runs them: words in; exit code, standard output and error out."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TODAY = "2026-11-22"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def start(
    *words: str | Path, cwd: Path | None = None, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    arguments = [sys.executable, "-m", "ccdsl", *map(str, words)]
    return subprocess.run(
        arguments, cwd=cwd, env={**os.environ, **environ}, capture_output=True, check=False
    )
