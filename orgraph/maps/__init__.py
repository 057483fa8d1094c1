"""The offline HTML map of an organisation.

`page.build_map` is the way in; nothing here decides what is true.
"""
