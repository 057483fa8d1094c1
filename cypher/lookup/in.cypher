// params: key: an id. returns: the relations to it, with what is at their other ends
MATCH (n:Orgraph {id: $key})<-[r]-(m:Orgraph)
WHERE r.relation IS NOT NULL
RETURN properties(r) AS relation, m.id AS source, n.id AS target, properties(m) AS node
ORDER BY r.position
