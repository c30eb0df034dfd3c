-- A planned document was made: the one read document of its title and place, not earlier than the first plan.
SELECT p.tid AS planned, min(t.tid) AS tid
FROM (SELECT 'p|' || CASE WHEN place <> '' THEN place ELSE home END || '|' || core AS tid, core,
             CASE WHEN place <> '' THEN place ELSE home END AS place, min(latest) AS since
      FROM mention
      WHERE relation = 'plans' AND core <> '' AND NOT generic AND (place <> '' OR home <> '')
      GROUP BY core, CASE WHEN place <> '' THEN place ELSE home END) p
JOIN target_name n ON n.core = p.core AND n.place = p.place
JOIN target t ON t.tid = n.tid AND t.status = 'full'
WHERE t.earliest >= p.since
GROUP BY p.tid
HAVING count(DISTINCT t.tid) = 1
