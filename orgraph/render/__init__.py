"""Makes text and JSON of answers.

All Danish sentences of the program's answers stand in this package.
"""
