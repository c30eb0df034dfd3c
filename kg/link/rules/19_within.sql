-- Within one document a title means the number that stands beside it elsewhere in that document.
SELECT m.mid, min(b.tid) AS tid
FROM mention m
JOIN mention n ON n.sid = m.sid AND n.core = m.core
JOIN by_number b ON b.mid = n.mid AND b.reason IN ('number', 'number-reach')
WHERE m.ncode = '' AND m.core <> '' AND NOT m.generic AND m.relation <> 'plans'
  AND (m.place = n.place OR m.place = '' OR n.place = '')
GROUP BY m.mid
HAVING count(DISTINCT b.tid) = 1
