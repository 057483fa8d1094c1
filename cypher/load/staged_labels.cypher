// returns: the labels that staged nodes are to have, beside the common one
MATCH (n:OrgraphKlar)
RETURN DISTINCT n.labels AS labels
