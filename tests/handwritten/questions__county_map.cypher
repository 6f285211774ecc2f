// Question 13: the institutions of a county with their points.
MATCH (:County {nuts3: 'HU223'})<-[:IN_COUNTY]-(:Settlement)<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(i:Institution)
WITH DISTINCT i ORDER BY i.nameSort, i.id LIMIT 100
RETURN i.id AS id, i.location.x AS longitude, i.location.y AS latitude, i.socialised AS socialised
