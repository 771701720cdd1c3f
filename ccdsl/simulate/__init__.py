"""The reference interpreter: what happens to one contact in one world.

It is the definition that analyses and back-ends are compared with, so it is written to be read
beside the eleven clauses of the language's meaning, one clause a function, and walks the syntax
tree itself. Time is virtual and nothing is random.
"""
