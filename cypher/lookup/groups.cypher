// returns: every group
MATCH (g:Sammenhaeng:Orgraph)
RETURN properties(g) AS grouping
ORDER BY g.position
