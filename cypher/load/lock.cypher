// The write lock on this node is held until the load is committed: a second load waits, and then sees what the first one wrote.
MERGE (m:OrgraphModel {id: 'model'})
SET m.locked = true
REMOVE m.locked
