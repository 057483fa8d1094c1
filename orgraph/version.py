"""The program's version, where the lowest floors can read it."""

__version__ = "0.1.0"
