"""The engine answers about rules as diagrams of another library do."""

from random import Random

import pytest

from tests.generated.center import center_files
from tests.runtime.tables import compile_files

pytest.importorskip("dd")


@pytest.mark.parametrize("seed", range(3))
def test_every_rule_of_a_generated_center(seed: int) -> None:
    from tests.exact.dd import compare

    result = compare(compile_files(center_files(seed)), Random(seed))
    assert result.rules
    assert result.answers
    assert result.differing == []
