// params: rows: id, position: the place in the order of the seed
UNWIND $rows AS row
MATCH (n:Orgraph {id: row.id})
SET n.position = row.position
