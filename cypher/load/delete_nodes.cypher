// params: ids
UNWIND $ids AS id
MATCH (n:Orgraph {id: id})
DETACH DELETE n
