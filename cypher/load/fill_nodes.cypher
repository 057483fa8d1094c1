// params: token; rows: properties, of nodes that are new. {labels} are validated names. Returns how many were written: none when another load has taken over
MATCH (g:OrgraphPort {id: 'port'})
SET g.locked = true
REMOVE g.locked
WITH g
WHERE g.loader = $token
UNWIND $rows AS row
CREATE (n:{labels})
SET n = row.properties
RETURN count(*) AS number
