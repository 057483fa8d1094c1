// params: model: what the database holds from now on
MATCH (m:OrgraphModel {id: 'model'})
SET m += $model, m.version = coalesce(m.version, 0) + 1, m.loaded = datetime()
