"""The only package that touches the disk: a project's files in, whole sets of files out.

Import what is needed from its modules: reading is on the way of every command, writing is not.
"""
