// Question 11: communities, institutions, office and next events of one settlement.
MATCH (s:Settlement {kshCode: '32054'})
RETURN COLLECT { MATCH (s)<-[:BASED_IN]-(x:Community) RETURN x.id ORDER BY x.nameSort, x.id } AS communities,
       COLLECT { MATCH (s)<-[:LOCATED_IN]-(x:Institution) RETURN x.id ORDER BY x.nameSort, x.id } AS institutions,
       COLLECT { MATCH (s)<-[:HELD_IN]-(e:Event) WHERE e.startDate >= date('2019-09-15')
                 RETURN e.nameHu ORDER BY e.startDate, e.id LIMIT 5 } AS events
