// params: key: a kind. returns: the nodes of it
MATCH (n:Orgraph {kind: $key})
WHERE n.label IS NOT NULL
RETURN properties(n) AS node
ORDER BY n.position
