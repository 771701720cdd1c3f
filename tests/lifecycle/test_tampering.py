"""Nobody changes a byte of what is in service without being found out."""

from tests.lifecycle.tampering import harbor, is_found_by_check, undetected


def test_the_project_itself_is_clean() -> None:
    assert not is_found_by_check(harbor())


def test_a_changed_byte_is_found_or_means_nothing() -> None:
    count, missed = undetected(harbor(), step=211)
    assert count > 120
    assert missed == []
