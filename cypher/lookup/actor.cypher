// params: key: an id. returns: the steps in which it acts or receives
MATCH (:Orgraph {id: $key})<-[:UDFOERES_AF|SENDES_TIL]-(s:Trin)
WITH DISTINCT s
RETURN properties(s) AS step
ORDER BY s.position
