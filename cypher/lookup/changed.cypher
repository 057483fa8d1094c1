// params: key: the id of a change. returns: the nodes that it began or ended
MATCH (n:Orgraph)
WHERE (n.began_by = $key OR n.ended_by = $key) AND n.label IS NOT NULL
RETURN properties(n) AS node
ORDER BY n.position
