-- Every text that is a document, with its place in line: the best attested is first.
SELECT s.*, l.standing
FROM sighted s
JOIN in_line l ON l.sid = s.sid
