-- Every source text and the document that it is: a star around the centre.
SELECT sid, centre AS tid FROM numbered
UNION ALL SELECT sid, centre FROM titled
UNION ALL SELECT sid, centre FROM dated
UNION ALL SELECT sid, centre FROM undated
UNION ALL SELECT sid, sid FROM sighting WHERE core = '' AND sid NOT IN (SELECT sid FROM numbered)
