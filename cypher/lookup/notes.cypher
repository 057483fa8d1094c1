// returns: every note
MATCH (n:Note:Orgraph)
RETURN properties(n) AS note
ORDER BY n.position
