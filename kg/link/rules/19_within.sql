-- Within one document a title means the number that stands beside it elsewhere in that document; not where another agency is named
-- with it that has a document of that title: what was forwarded, beside the number of the notice that forwards it.
SELECT m.mid, min(b.tid) AS tid
FROM mention m
JOIN mention n ON n.sid = m.sid AND n.core = m.core
JOIN by_number b ON b.mid = n.mid AND b.reason IN ('number', 'number-reach')
LEFT JOIN (SELECT DISTINCT mid FROM candidate WHERE grade = 0 AND taught = 0) own ON own.mid = m.mid
LEFT JOIN target_family f ON f.tid = b.tid AND f.family = m.family
WHERE m.ncode = '' AND m.core <> '' AND NOT m.generic AND m.relation <> 'plans'
  AND (m.place = n.place OR m.place = '' OR n.place = '')
  AND (own.mid IS NULL OR f.tid IS NOT NULL)
GROUP BY m.mid
HAVING count(DISTINCT b.tid) = 1
