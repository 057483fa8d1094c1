// params: key: an id. returns: the relations that the group ties together. They are sought among all: only a comparison asks
MATCH (s:Orgraph)-[r]->(t:Orgraph)
WHERE r.group = $key AND r.relation IS NOT NULL
RETURN properties(r) AS relation, s.id AS source, t.id AS target, properties(t) AS node
ORDER BY r.position
