"""From text to tree: lexing, parsing with recovery, and the syntax tree itself."""
