"""Writes what recovery says today into `recovery.md`: read the difference before you keep it.

python -m tests.syntax.make_recovery
"""

from tests.syntax.recovery_cases import PATH, said, sections


def main() -> None:
    """Rewrite every expectation."""
    parts = []
    for section in sections():
        fence = f"```ccdsl\n{section.source}```\n"
        parts.append(f"## {section.title}\n\n{fence}\n```text\n{said(section.source)}```\n")
    head = PATH.read_text(encoding="utf-8").partition("## ")[0]
    PATH.write_text(head + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
