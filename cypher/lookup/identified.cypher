// params: key: an id. returns: what registers call it
MATCH (:Orgraph {id: $key})-[:HAR_IDENTIFIKATOR]->(i:Registernummer)
RETURN properties(i) AS identifier
ORDER BY i.position
