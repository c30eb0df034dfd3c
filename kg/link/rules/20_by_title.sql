-- A title that stands beside its number in the same document means that number; else of the best grade one is
-- linked; two leave the mention unlinked and both are named.
SELECT c.mid, c.tid,
       CASE WHEN b.n > 1 THEN 'ambiguous'
            WHEN c.taught = 1 THEN 'title-learned'
            WHEN c.grade >= 2 THEN 'title-reach'
            ELSE 'title' END AS reason
FROM candidate c
JOIN (SELECT c.mid, c.grade, count(*) AS n
      FROM candidate c
      JOIN (SELECT mid, min(grade) AS grade FROM candidate GROUP BY mid) g ON g.mid = c.mid AND g.grade = c.grade
      GROUP BY c.mid, c.grade) b ON b.mid = c.mid AND b.grade = c.grade
WHERE c.mid NOT IN (SELECT mid FROM within)
UNION ALL
SELECT mid, tid, 'title-learned' FROM within
