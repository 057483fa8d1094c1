// params: ours: the properties that orgraph writes. Labels and properties that others gave nodes of ours go over to the nodes that take their places
MATCH (old:Orgraph)
WITH old,
     [label IN labels(old) WHERE label <> 'Orgraph' AND NOT label IN coalesce(old.labels, [])] AS labels,
     [key IN keys(old) WHERE NOT (key IN $ours OR key STARTS WITH 'field_')] AS keys
WHERE size(labels) + size(keys) > 0
MATCH (new:OrgraphKlar {id: old.id})
SET new:$(labels)
FOREACH (key IN keys | SET new[key] = old[key])
