// params: key: an id. returns: the relations on its behalf. They are sought among all: only a scenario that merges or splits it asks
MATCH (s:Orgraph)-[r]->(t:Orgraph)
WHERE r.on_behalf = $key AND r.relation IS NOT NULL
RETURN properties(r) AS relation, s.id AS source, t.id AS target, properties(t) AS node
ORDER BY r.position
