// returns: every relation
MATCH (s:Orgraph)-[r]->(t:Orgraph)
WHERE r.relation IS NOT NULL
RETURN properties(r) AS relation, s.id AS source, t.id AS target
ORDER BY r.position
