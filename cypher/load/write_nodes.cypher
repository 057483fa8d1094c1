// params: rows: id, properties; one without a value goes, and those of others stay. {labels} are validated names
UNWIND $rows AS row
MERGE (n:Orgraph {id: row.id})
SET n += row.properties, n:{labels}
