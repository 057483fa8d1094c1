// params: key: an id. returns: the node
MATCH (n:Orgraph {id: $key})
WHERE n.label IS NOT NULL
RETURN properties(n) AS node
