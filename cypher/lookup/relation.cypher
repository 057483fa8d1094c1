// params: key: an id. returns: the relation. It is sought among all: only a scenario asks, once for each relation that it makes
MATCH (s:Orgraph)-[r]->(t:Orgraph)
WHERE r.id = $key AND r.relation IS NOT NULL
RETURN properties(r) AS relation, s.id AS source, t.id AS target, properties(t) AS node
