MATCH (n:Orgraph)
RETURN count(n) AS number
