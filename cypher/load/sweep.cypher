// params: token, most. {label} is a validated name. Returns how many were removed: none when another load has taken over
MATCH (g:OrgraphPort {id: 'port'})
SET g.locked = true
REMOVE g.locked
WITH g
WHERE g.loader = $token
MATCH (n:{label})
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS number
