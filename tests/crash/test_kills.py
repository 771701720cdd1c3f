"""Commands killed at random instants, in processes of their own."""

import os
import subprocess
import sys

import pytest

from tests.crash.acts import COMMANDS
from tests.lifecycle.centers import ROOT


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are started by forking")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_command_has_happened_or_not(command: str) -> None:
    words = ("-m", "tests.crash", "--kills", "25", "--seed", "7", "--command", command)
    ran = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(f"{command}: 25 kills: ")
