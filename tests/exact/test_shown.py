"""Whoever is shown for a finding has been run: every example of generated centers, every rule."""

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.model.settings import read_settings
from ccdsl.rules.run import judge
from tests.exact.small import center_text
from tests.generated.center import center_files
from tests.runtime.tables import compile_files


def examples(files: dict[str, bytes]) -> int:
    """Return how many contacts are shown; raises where the interpreter does something else."""
    made, problems = compile_files(files), Problems()
    settings = read_settings("ccdsl.yaml", files.get("ccdsl.yaml", b""), problems)
    found = judge(made.program, made.facts, problems, settings, info=True)
    return sum("for example: " in (one.help or "") for one in found)


@pytest.mark.parametrize("seed", range(8))
def test_everybody_shown_is_run(seed: int) -> None:
    assert examples(center_files(seed))
    assert examples({"center.ccdsl": center_text(seed, figures=seed % 4 != 0).encode()})
