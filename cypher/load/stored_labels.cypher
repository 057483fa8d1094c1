// returns: the labels that orgraph gave its nodes, beside the common one
MATCH (n:Orgraph)
WHERE n.labels IS NOT NULL
RETURN DISTINCT n.labels AS labels
