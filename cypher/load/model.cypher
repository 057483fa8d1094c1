// returns: which organisation the database holds
MATCH (m:OrgraphModel {id: 'model'})
RETURN m.name AS name, m.schema AS schema, m.version AS version, m.digest AS digest, m.nodes AS nodes, m.links AS links, m.vocabulary AS vocabulary
