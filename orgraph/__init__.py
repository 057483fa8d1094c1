"""orgraph: a graph-based model of an organisation and of who is responsible for what in it."""

__version__ = "0.1.0"
