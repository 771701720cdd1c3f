"""Run by the build only: makes the parse table, so that no command has to."""

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParseTableHook(BuildHookInterface[Any]):
    """Write `ccdsl/_data/grammar/table.json` before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the grammar with Lark and keep the table."""
        del version, build_data
        sys.path.insert(0, self.root)
        from ccdsl.syntax.table import compile_grammar  # noqa: PLC0415 - only now on the path

        grammar = (Path(self.root) / "grammar" / "ccdsl.lark").read_text(encoding="utf-8")
        target = Path(self.root) / "ccdsl" / "_data" / "grammar" / "table.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        table = json.dumps(compile_grammar(grammar), separators=(",", ":"), sort_keys=True)
        target.write_text(table, encoding="utf-8")
