"""What every test of versions uses."""

from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture is found by its name
