// params: key: an id. returns: its steps
MATCH (:Orgraph {id: $key})-[:HAR_TRIN]->(s:Trin)
RETURN properties(s) AS step
ORDER BY s.position
