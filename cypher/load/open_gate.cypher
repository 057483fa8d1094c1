// params: token: of the load that closed it and has committed. The gate is locked before it is looked at
MATCH (g:OrgraphPort {id: 'port'})
SET g.locked = true
REMOVE g.locked
WITH g
WHERE g.token = $token
REMOVE g.token
