"""Planted faults are found, and clean centers are blamed for nothing."""

import pytest

from tests.exact.faults import FAULTS, Fault, Row, findings_of_clean, try_fault


@pytest.mark.parametrize("seed", range(3))
def test_a_clean_center_is_blamed_for_nothing(seed: int) -> None:
    assert findings_of_clean(seed) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(fault: Fault) -> None:
    row = Row()
    try_fault(fault, 0, row)
    assert row.missed == []


def test_there_are_kinds_enough() -> None:
    assert len(FAULTS) >= 15
