// params: ids. returns: the names of the properties they have
UNWIND $ids AS id
MATCH (n:Orgraph {id: id})
RETURN id, keys(n) AS keys
