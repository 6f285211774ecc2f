// Question 2: target, latest computed value and number of reported ones, each from its own place.
MATCH (i:Indicator)-[:OF_PROGRAMME]->(:Programme {code: 'EFOP-1.3.1-15-2016-00001'})
RETURN i.code AS code, i.target AS target,
       head(COLLECT { MATCH (i)-[:HAS_VALUE]->(v:IndicatorValue {method: 'computed'})
                      RETURN v.value ORDER BY v.asOf DESC LIMIT 1 }) AS computed,
       COUNT { MATCH (i)-[:HAS_VALUE]->(:IndicatorValue {method: 'reported'}) } AS reported
ORDER BY code
