"""The exact analysis against brute force, against another implementation, and planted faults."""
