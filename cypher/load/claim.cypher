// params: token: of the load that holds the lock now. No other may write anything beforehand from here on; nothing is being committed, so readers may enter
MERGE (g:OrgraphPort {id: 'port'})
SET g.loader = $token
REMOVE g.token
