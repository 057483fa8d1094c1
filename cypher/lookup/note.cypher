// params: key: an id. returns: the note
MATCH (n:Note:Orgraph {id: $key})
RETURN properties(n) AS note
