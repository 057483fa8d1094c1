"""Neo4j as a second home of the facts: writes a whole organisation, and asks the questions in
Cypher. Optional; no answer needs it.
"""
