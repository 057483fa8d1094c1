// params: key: an id. returns: the relations from it, with what is at their other ends
MATCH (n:Orgraph {id: $key})-[r]->(m:Orgraph)
WHERE r.relation IS NOT NULL
RETURN properties(r) AS relation, n.id AS source, m.id AS target, properties(m) AS node
ORDER BY r.position
