"""The command line: thin.

Each command opens the organisation, asks, prints. The one door to typer.
"""
