-- Mentions by number: the document that bears it, not another title's, not itself, not later than its citer. Of a number and
-- a title of two documents one is a slip: both are named.
SELECT m.mid, t.tid,
       CASE WHEN t.tid = home.tid THEN 'self'
            WHEN t.earliest > m.latest THEN 'later'
            WHEN c.likeness < 0.6 OR x.mid IS NOT NULL THEN 'disagree'
            ELSE o.reason END AS reason
FROM mention m
JOIN number_of o ON o.mid = m.mid
JOIN number_target n ON n.nkey = o.nkey
JOIN target t ON t.tid = n.tid
JOIN member home ON home.sid = m.sid
LEFT JOIN (SELECT p.mid, p.tid, max(l.likeness) AS likeness
           FROM compared p JOIN likeness l ON l.cited = p.cited AND l.known = p.known
           GROUP BY p.mid, p.tid) c ON c.mid = m.mid AND c.tid = t.tid
LEFT JOIN (SELECT DISTINCT mid, tid FROM titled_else) x ON x.mid = m.mid AND x.tid = t.tid
WHERE m.relation <> 'plans'
UNION ALL
SELECT mid, other, 'disagree' FROM titled_else
UNION ALL
SELECT m.mid, t.tid, 'ambiguous'
FROM mention m
JOIN number_of o ON o.mid = m.mid AND o.reason = 'ambiguous'
JOIN known_number k ON k.ncode = m.ncode
JOIN reach r ON r.sid = m.sid AND r.place = k.owner
JOIN number_target t ON t.nkey = k.nkey
WHERE m.relation <> 'plans'
