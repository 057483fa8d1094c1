// params: rows: id, properties. {labels} are validated names
UNWIND $rows AS row
MERGE (n:Orgraph {id: row.id})
SET n = row.properties, n:{labels}
