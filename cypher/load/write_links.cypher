// params: rows: source, target, properties. {type} is a validated name
UNWIND $rows AS row
MATCH (a:Orgraph {id: row.source})
MATCH (b:Orgraph {id: row.target})
CREATE (a)-[r:{type}]->(b)
SET r = row.properties
