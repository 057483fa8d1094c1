// {labels} are validated names
MATCH (n:Orgraph:{labels})
REMOVE n:Orgraph:{labels}
SET n:OrgraphUdgaaet
