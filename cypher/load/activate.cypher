// {staged} and {labels} are validated names
MATCH (n:{staged})
REMOVE n:OrgraphKlar:{staged}
SET n:Orgraph:{labels}
