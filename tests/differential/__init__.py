"""The runtime table against the reference interpreter, step for step."""
