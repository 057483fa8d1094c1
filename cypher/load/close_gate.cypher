// params: token. Run before a commit: while it stands, a reader cannot know whether it sees the whole of the commit
MATCH (g:OrgraphPort {id: 'port'})
SET g.token = $token
