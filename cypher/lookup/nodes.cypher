// returns: every node
MATCH (n:Orgraph)
WHERE n.label IS NOT NULL
RETURN properties(n) AS node
ORDER BY n.position
