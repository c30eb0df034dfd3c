-- Mentions whose number one read document bears, and whose very title another of their place that has a number of its own.
SELECT DISTINCT p.mid, p.tid, n.tid AS other
FROM compared p
JOIN mention m ON m.mid = p.mid
JOIN member home ON home.sid = m.sid
JOIN target_name n ON n.core = m.core AND n.place = m.place AND n.taught = 0
JOIN target t ON t.tid = n.tid
WHERE m.place <> '' AND NOT m.generic AND m.relation <> 'plans'
  AND n.tid <> p.tid AND n.tid <> home.tid
  AND n.tid IN (SELECT centre FROM numbered)
  AND (t.earliest IS NULL OR m.latest IS NULL OR t.earliest <= m.latest)
  AND NOT EXISTS (SELECT 1 FROM target_name o WHERE o.tid = p.tid AND o.core = m.core AND o.taught = 0)
