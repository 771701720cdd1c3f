"""Nobody changes a byte of what is in service without being found out."""

import pytest

from tests.generated.center import center_files
from tests.lifecycle.tampering import harbor, is_found_by_check, released, undetected


def test_the_project_itself_is_clean() -> None:
    assert not is_found_by_check(harbor())


def test_a_changed_byte_is_found_or_means_nothing() -> None:
    count, missed = undetected(harbor(), step=211)
    assert count > 120
    assert missed == []


@pytest.mark.parametrize("seed", [3, 14])
def test_in_generated_centers_too(seed: int) -> None:
    project = released(center_files(seed), "2026-11-20T09:00:00Z")
    count, missed = undetected(project, step=499)
    assert count > 20
    assert missed == []
