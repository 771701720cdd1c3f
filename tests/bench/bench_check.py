"""`check` as a whole process: beside a bare interpreter and beside cfn-lint.

Run as `python -m tests.bench.bench_check`; needs the `bench` extra.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.bench.centers import TOUR, write_center
from tests.bench.timing import byte_compile, command, in_turn, say

INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/example"
TODAY = ("--today", "2026-11-22")


def write_template(path: Path, resources: int) -> Path:
    """Write a CloudFormation template with so many `AWS::Connect` resources."""
    body = {
        f"Queue{number}": {
            "Type": "AWS::Connect::Queue",
            "Properties": {
                "InstanceArn": INSTANCE,
                "HoursOfOperationArn": f"{INSTANCE}/operating-hours/example",
                "Name": f"queue {number}",
                "Description": "Where contacts wait for an agent",
                "MaxContacts": 50,
            },
        }
        for number in range(resources)
    }
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": body}
    path.write_text(json.dumps(template, indent=2), encoding="utf-8")
    return path


def check(folder: Path) -> tuple[str | Path, ...]:
    """Return the command that checks a project."""
    return (sys.executable, "-m", "ccdsl", "check", folder, *TODAY)


def main() -> None:
    """Measure and print."""
    byte_compile()
    python = command(sys.executable, "-c", "pass")
    lint = Path(sys.executable).with_name("cfn-lint")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in (100, 1_000, 10_000):
            write_center(folder / f"center{size}", size)
        tour, bare = in_turn(command(*check(TOUR)), python, runs=9)
        met = say("check of the tour, times `python -c pass`", tour / bare, 16, at_most=True)
        small = command(lint, write_template(folder / "small.json", 10), codes=(0, 2, 4, 6))
        tour, peer = in_turn(command(*check(TOUR)), small, runs=5)
        met &= say("check of the tour, of cfn-lint on 10", tour / peer, 1 / 3, at_most=True)
        large = command(lint, write_template(folder / "large.json", 1_000), codes=(0, 2, 4, 6))
        thousand, peer = in_turn(command(*check(folder / "center1000")), large, runs=3)
        met &= say("check of 1,000, of cfn-lint on 1,000", thousand / peer, 0.15, at_most=True)
        many, thousand = in_turn(
            command(*check(folder / "center10000")), command(*check(folder / "center1000")), runs=3
        )
        met &= say("check of 10,000, times 1,000", many / thousand, 11, at_most=True)
    sys.exit(not met)


if __name__ == "__main__":
    main()
