-- Mentions by title: documents of that title, graded. A place in the title is a hard block; a title without
-- one can be of the citing document's place, of the places that contain it, or central; where nothing says whose
-- the document is, only a title that is not common means it. A day said beside the title is the document's own.
SELECT m.mid, t.tid, min(n.taught) AS taught,
       min(CASE WHEN m.place <> '' AND m.family <> '' AND f.family IS NOT NULL THEN 0
                WHEN m.place <> '' THEN 1
                WHEN r.place IS NOT NULL THEN 2
                ELSE 3 END) AS grade
FROM mention m
JOIN target_name n ON n.core = m.core
JOIN target t ON t.tid = n.tid
JOIN member home ON home.sid = m.sid
LEFT JOIN target_family f ON f.tid = t.tid AND f.family = m.family
LEFT JOIN reach r ON r.sid = m.sid AND r.place = n.place
LEFT JOIN (SELECT tid FROM target_family GROUP BY tid) named ON named.tid = t.tid
WHERE m.ncode = '' AND m.core <> '' AND m.relation <> 'plans'
  AND t.tid <> home.tid
  AND (m.place <> '' AND m.place = n.place
       OR m.place = '' AND r.place IS NOT NULL
       OR m.place = '' AND n.place = '' AND NOT m.common AND NOT n.common)
  AND (m.place <> '' OR m.family <> '' OR NOT m.generic)
  AND (m.family = '' OR f.family IS NOT NULL OR named.tid IS NULL)
  AND (t.earliest IS NULL OR m.latest IS NULL OR t.earliest <= m.latest)
  AND (m.said = '' OR t.made IS NULL OR t.made = m.said)
GROUP BY m.mid, t.tid
