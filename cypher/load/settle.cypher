// The lock on the model is given when whoever held it has committed or is gone; then nothing is half visible any more.
MATCH (m:OrgraphModel {id: 'model'})
SET m.locked = true
REMOVE m.locked
WITH m
MATCH (g:OrgraphPort {id: 'port'})
REMOVE g.token
