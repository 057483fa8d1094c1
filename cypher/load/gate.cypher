// returns: what stands in the gate while a load commits
MATCH (g:OrgraphPort {id: 'port'})
RETURN g.token AS token
