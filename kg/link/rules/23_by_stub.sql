-- A mention and the stubs that it can be: its issuer's; of its place; of a place within reach.
SELECT o.mid, s.tid FROM open o JOIN stub s ON s.core = o.core AND s.place = o.place AND s.family = o.family
WHERE o.family <> ''
UNION
SELECT o.mid, s.tid FROM open o JOIN stub s ON s.core = o.core AND s.place = o.place
WHERE o.family = '' AND o.place <> ''
UNION
SELECT o.mid, s.tid FROM open o JOIN stub s ON s.core = o.core JOIN reach r ON r.sid = o.sid AND r.place = s.place
WHERE o.family = '' AND o.place = '' AND NOT o.generic
