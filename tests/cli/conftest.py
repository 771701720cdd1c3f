"""What every test of a command uses."""

import io
import sys
from pathlib import Path

import pytest

from ccdsl.cli import cli
from ccdsl.cli.ends import ending
from tests.cli.commands import TODAY, Ran, Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command in this process."""

    def run_(*words: str | Path, stdin: bytes = b"") -> Ran:
        streams = [io.TextIOWrapper(io.BytesIO(data)) for data in (stdin, b"", b"")]
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            monkeypatch.setattr(sys, name, stream)
        arguments = [str(word) for word in words]
        code = ending(lambda: cli.main(args=arguments, prog_name="ccdsl", standalone_mode=False))
        return Ran(code=code, out=_written(streams[1]), err=_written(streams[2]))

    return run_


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """Return a project that `init` has made."""
    folder = tmp_path / "center"
    assert run("init", folder, "--today", TODAY).code == 0
    return folder


def _written(stream: io.TextIOWrapper) -> str:
    """Return what was written to a stream, line ends as they are."""
    stream.flush()
    stream.buffer.seek(0)
    return stream.buffer.read().decode()
