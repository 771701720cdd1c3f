"""What the source means: names resolved, versions chosen, time turned into windows."""
