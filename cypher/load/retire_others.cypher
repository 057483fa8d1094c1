// What is left when somebody has changed the labels by hand
MATCH (n:Orgraph)
REMOVE n:Orgraph
SET n:OrgraphUdgaaet
