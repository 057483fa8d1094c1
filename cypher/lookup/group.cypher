// params: key: an id. returns: the group
MATCH (g:Sammenhaeng:Orgraph {id: $key})
RETURN properties(g) AS grouping
