// params: key: a folded code. returns: the identifiers with it
MATCH (i:Registernummer {code: $key})
RETURN properties(i) AS identifier
ORDER BY i.position
