-- Every mention with the documents it was found to mean: one is a link, several or a refusal are none.
SELECT mid, tid, reason FROM by_number
UNION ALL
SELECT mid, tid, reason FROM by_title
UNION ALL
SELECT s.mid, s.tid, CASE WHEN n.n > 1 THEN 'ambiguous' ELSE 'title' END
FROM by_stub s JOIN (SELECT mid, count(*) AS n FROM by_stub GROUP BY mid) n ON n.mid = s.mid
UNION ALL
SELECT mid, 's|' || scope || '||' || core, CASE WHEN scope = '' THEN 'title' ELSE 'title-here' END
FROM open
WHERE mid NOT IN (SELECT mid FROM by_stub)
UNION ALL
SELECT mid, 'p|' || CASE WHEN generic THEN '@' || sid WHEN place <> '' THEN place WHEN home <> '' THEN home ELSE '@' || sid END
            || '|' || core, 'planned'
FROM mention
WHERE relation = 'plans' AND core <> ''
