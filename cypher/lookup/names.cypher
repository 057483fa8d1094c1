// returns: every folded name
MATCH (n:Orgraph)
WHERE n.folded IS NOT NULL
RETURN n.folded AS key, min(n.position) AS position
ORDER BY position
