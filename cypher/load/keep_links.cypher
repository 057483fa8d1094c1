// Relationships that others drew to nodes of ours go over to the nodes that take their places.
MATCH (old:Orgraph)-[r]->(other)
WHERE r.fingerprint IS NULL
MATCH (new:OrgraphKlar {id: old.id})
OPTIONAL MATCH (end:OrgraphKlar {id: CASE WHEN other:Orgraph THEN other.id END})
WITH r, new, CASE WHEN other:Orgraph THEN end ELSE other END AS target
WHERE target IS NOT NULL
CREATE (new)-[kept:$(type(r))]->(target)
SET kept = properties(r)
UNION ALL
MATCH (other)-[r]->(old:Orgraph)
WHERE r.fingerprint IS NULL AND NOT other:Orgraph
MATCH (new:OrgraphKlar {id: old.id})
CREATE (other)-[kept:$(type(r))]->(new)
SET kept = properties(r)
