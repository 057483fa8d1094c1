// params: key: an id. returns: the relations between others that are about it
MATCH (n:Orgraph {id: $key})<-[a:ANGAAR]-(s:Orgraph)
MATCH (s)-[r]->(t:Orgraph)
WHERE r.id = a.fact AND r.relation IS NOT NULL
RETURN properties(r) AS relation, s.id AS source, t.id AS target, properties(t) AS node
ORDER BY r.position
