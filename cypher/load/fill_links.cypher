// params: token; rows: source, target, properties. {type} is a validated name, {label} the label of both ends. Returns how many were written, as in fill_nodes
MATCH (g:OrgraphPort {id: 'port'})
SET g.locked = true
REMOVE g.locked
WITH g
WHERE g.loader = $token
UNWIND $rows AS row
MATCH (a:{label} {id: row.source})
MATCH (b:{label} {id: row.target})
CREATE (a)-[r:{type}]->(b)
SET r = row.properties
RETURN count(*) AS number
