// check: template
// params: none
// returns: fact: the id of the template; text: what is the matter

MATCH (n:Orgraph)-[r]->(whole:Orgraph)
WHERE n.template AND whole.collective AND (r.instance OR r.member)
RETURN n.id AS fact, 'skabelonen ' + n.name + ' er gjort til medlem af ' + whole.name AS text
ORDER BY n.position, coalesce(r.member, false), r.type_order, r.position
