"""Rules, judged by what they say about real text."""
