"""What is said while something takes long: only late, only to somebody, and gone afterwards."""

import io
import sys
import time
from types import SimpleNamespace

import pytest

from ccdsl.cli.output import patience


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    # pytest puts its own standard error back between the set-up of a test and the test.
    monkeypatch.setattr("ccdsl.cli.output.sys", SimpleNamespace(stderr=stream))
    monkeypatch.setattr("ccdsl.cli.output._PATIENCE_S", 0.02)
    return stream


def wait_for(stream: io.StringIO, text: str) -> None:
    end = time.monotonic() + 5
    while text not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.005)


def test_what_takes_long_is_named_and_wiped(terminal: Terminal) -> None:
    with patience("checking harbor"):
        wait_for(terminal, "checking harbor …")
        assert terminal.getvalue() == "checking harbor …"
    assert terminal.getvalue() == "checking harbor …\r\x1b[K"


def test_what_is_quick_is_silent(terminal: Terminal) -> None:
    with patience("checking harbor"):
        pass
    time.sleep(0.05)
    assert terminal.getvalue() == ""


def test_nobody_watches_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("ccdsl.cli.output._PATIENCE_S", 0.0)
    with patience("checking harbor"):
        time.sleep(0.05)
    assert stream.getvalue() == ""


def test_a_failure_ends_it_too(terminal: Terminal) -> None:
    def fail() -> None:
        with patience("checking harbor"):
            wait_for(terminal, "…")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert terminal.getvalue().endswith("\r\x1b[K")
