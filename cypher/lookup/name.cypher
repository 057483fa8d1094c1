// params: key: a folded name. returns: the nodes that are called so, by their own name or by another
MATCH (n:Orgraph {folded: $key})
WHERE n.label IS NOT NULL
RETURN properties(n) AS node, n.position AS position
UNION
MATCH (a:Orgraph {folded: $key})<-[:KALDES]-(n:Orgraph)
RETURN properties(n) AS node, n.position AS position
