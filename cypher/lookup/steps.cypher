// returns: every step
MATCH (s:Trin:Orgraph)
RETURN properties(s) AS step
ORDER BY s.position
