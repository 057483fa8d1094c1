// returns: every identifier
MATCH (i:Registernummer:Orgraph)
RETURN properties(i) AS identifier
ORDER BY i.position
