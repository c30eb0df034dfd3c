-- A title that stands beside its number in the same document means that number; else of the best grade one is
-- linked; two leave the mention unlinked and both are named. Versions of one regulation are one work: of several the
-- latest is meant that the citing document can have known; of rules below laws and 条例 only where one agency made all.
SELECT c.mid, c.tid,
       CASE WHEN b.n > 1 AND NOT b.versions THEN 'ambiguous'
            WHEN b.n > 1 THEN 'title-version'
            WHEN c.taught = 1 THEN 'title-learned'
            WHEN c.grade >= 2 THEN 'title-reach'
            ELSE 'title' END AS reason
FROM candidate c
JOIN target t ON t.tid = c.tid
JOIN (SELECT c.mid, c.grade, count(*) AS n, max(t.earliest) AS newest,
             bool_and(m.latest IS NOT NULL AND t.earliest IS NOT NULL) AND count(DISTINCT t.earliest) = count(*)
               AND (bool_and(m.statute) OR
                 bool_and(m.rule AND f.family IS NOT NULL AND (t.made IS NOT NULL OR substr(t.earliest, 1, 4) < substr(m.latest, 1, 4)))
                 AND count(DISTINCT f.family) = 1) AS versions
      FROM candidate c
      JOIN (SELECT mid, min(grade) AS grade FROM candidate GROUP BY mid) g ON g.mid = c.mid AND g.grade = c.grade
      JOIN target t ON t.tid = c.tid
      JOIN mention m ON m.mid = c.mid
      LEFT JOIN (SELECT tid, min(family) AS family FROM target_family GROUP BY tid HAVING count(*) = 1) f ON f.tid = c.tid
      GROUP BY c.mid, c.grade) b ON b.mid = c.mid AND b.grade = c.grade
WHERE (NOT b.versions OR b.n = 1 OR t.earliest = b.newest) AND c.mid NOT IN (SELECT mid FROM within)
UNION ALL
SELECT mid, tid, 'title-learned' FROM within
