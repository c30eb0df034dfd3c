-- Titles to compare: a mention's beside those of the read document that bears its number, where none is equal.
SELECT DISTINCT m.mid, t.tid, m.core AS cited, n.core AS known
FROM mention m
JOIN number_of o ON o.mid = m.mid
JOIN number_target t ON t.nkey = o.nkey
JOIN target_name n ON n.tid = t.tid AND n.taught = 0
WHERE m.core <> '' AND n.core <> '' AND substr(t.tid, 1, 1) <> '#'
