-- Sources with one number are one document, unless both title and date disagree with the centre's. The day
-- on which a catalogue says a document was published is near enough within 60 days.
SELECT s.sid, c.sid AS centre
FROM sighting s
JOIN centre n ON n.nkey = s.nkey
JOIN sighting c ON c.sid = n.sid
WHERE s.sid = c.sid
   OR s.sha256 <> c.sha256
      AND (s.core = c.core OR s.core = '' OR c.core = ''
           OR position(s.core IN c.core) > 0 OR position(c.core IN s.core) > 0
           OR s.day IS NULL OR c.day IS NULL
           OR CASE WHEN s.date IS NULL OR c.date IS NULL THEN abs(s.day - c.day) <= 60 ELSE s.day = c.day END)
