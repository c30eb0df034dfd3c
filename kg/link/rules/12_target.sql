-- Documents that can be cited, with the earliest day on which they can have been made.
SELECT d.tid, min(s.earliest) AS earliest, 'full' AS status
FROM member d JOIN sighting s ON s.sid = d.sid
GROUP BY d.tid
UNION ALL
SELECT '#' || n.nkey, min(m.number_earliest), 'cited-only'
FROM number_of n JOIN mention m ON m.mid = n.mid
JOIN number_target t ON t.nkey = n.nkey AND t.tid = '#' || n.nkey
GROUP BY n.nkey
