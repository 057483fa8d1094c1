"""The static site: a page for everything, with the answers on it.

Reads the organisation, asks the questions, writes files.
"""
