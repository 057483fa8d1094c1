// params: key: an id. returns: the identifier
MATCH (i:Registernummer:Orgraph {id: $key})
RETURN properties(i) AS identifier
