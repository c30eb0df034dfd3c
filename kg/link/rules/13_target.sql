-- Documents that can be cited, with the earliest day on which they can have been made.
SELECT d.tid, min(s.earliest) AS earliest, min(s.date) AS made, 'full' AS status
FROM member d JOIN sighting s ON s.sid = d.sid
GROUP BY d.tid
UNION ALL
SELECT t.tid, min(m.number_earliest), NULL, 'cited-only'
FROM number_target t
JOIN number_of n ON n.nkey = t.nkey
JOIN mention m ON m.mid = n.mid
WHERE substr(t.tid, 1, 1) = '#'
GROUP BY t.tid
