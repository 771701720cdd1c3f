"""Long commands that look for crashes and hangs; none of them is part of the suite."""
