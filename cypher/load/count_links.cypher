// {type} is a validated name
MATCH (:Orgraph)-[r:{type}]->()
RETURN count(r) AS number
