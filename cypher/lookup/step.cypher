// params: key: an id. returns: the step
MATCH (s:Trin:Orgraph {id: $key})
RETURN properties(s) AS step
