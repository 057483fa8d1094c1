// params: ids: nodes whose kind has changed. {label} is a validated name
UNWIND $ids AS id
MATCH (n:Orgraph {id: id})
REMOVE n:{label}
