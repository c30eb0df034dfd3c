/* What the filters leave, as tables: the documents, and the citations with both their ends. UTF-8 with BOM, for spreadsheets. */
"use strict";
const policykgTables = (() => {
  const { nodes, lines, word, isCitation } = policykg;
  const FORMULA = /^(?:[\t\r]|[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠])/; // as kg/cells.py
  const harmless = (cell) => (FORMULA.test(cell) ? "'" + cell : cell);
  function cell(value) {
    const text = typeof value === "number" ? String(value) : harmless(String(value ?? ""));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  const table = (rows) => "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
  const known = (field, value) => (value ? word(`${field}.${value}`) : "");

  function documents() {
    const heads = ["number", "title", "issuer", "level", "region", "code", "date", "year", "type", "rank", "organ", "subject", "status", "force", "cites", "cited", "iri"];
    const rows = nodes.filter((node) => node.kind === "document" && policykg.nodeShown(node)).map((node) => [node.number, node.title, node.issuer,
      known("level", node.level), node.region_name, node.region, node.date, node.year, node.type, known("rank", node.rank), known("organ", node.organ), (node.subjects || []).join("；"),
      known("status", node.status), node.in_force === false ? word("force.ended") : node.in_force ? word("force.stands") : "", node.cites, node.cited, node.id]);
    return table([heads.map((name) => word("field." + name)), ...rows]);
  }

  function citations() {
    const ends = ["number", "title", "level", "year"];
    const heads = [...ends.map((name) => word("table.citing") + word("field." + name)), word("field.relation"), ...ends.map((name) => word("table.cited") + word("field." + name)),
      ...["evidence", "sentence", "article", "scope", "file", "reason", "confidence"].map((name) => word("field." + name))];
    const end = (node) => [node.number, node.title, known("level", node.level), node.year];
    const rows = lines.filter((line) => isCitation(line) && policykg.lineShown(line)).flatMap((line) => (line.times ? line.mentions : [{}]).map((mention) => [
      ...end(nodes[line.source]), word("relation." + line.relation), ...end(nodes[line.target]), mention.evidence, mention.sentence, mention.article,
      known("scope", mention.scope), mention.file, known("reason", mention.reason), mention.confidence]));
    return table([heads, ...rows]);
  }
  return { documents, citations };
})();
