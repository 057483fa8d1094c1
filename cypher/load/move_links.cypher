// params: rows: element, position
UNWIND $rows AS row
MATCH ()-[r]->()
WHERE elementId(r) = row.element
SET r.position = row.position
