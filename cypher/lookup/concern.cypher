// params: key: an id. returns: the decisions, changes and processes about it
MATCH (n:Orgraph)-[:VEDROERER]->(:Orgraph {id: $key})
WHERE n.label IS NOT NULL
RETURN properties(n) AS node
ORDER BY n.position
