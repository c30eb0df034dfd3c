/* The side panel: a card for a document, an agency or a measure, and the evidence of a line. */
"use strict";
const policykgPanel = (() => {
  const { nodes, lines, at, word, element, nodeGlyph, lineGlyph, isCitation, title } = policykg;
  const panel = at("panel");
  const FIRST = 25; // entries of a list before "show all"
  const outgoing = nodes.map(() => []), incoming = nodes.map(() => []);
  lines.forEach((line, index) => { outgoing[line.source].push(index); incoming[line.target].push(index); });
  let selection = null; // {node} | {line} | null
  let renderer = null;

  function select(next, { show = false } = {}) {
    selection = next;
    draw();
    renderer.mark(selection);
    if (show && next && next.node !== undefined) renderer.show(next.node);
    panel.scrollTop = 0;
  }
  const selectNode = (node) => select({ node }, { show: true });

  const nodeButton = (index) => element("button", { type: "button", class: "link", "data-node": index, onclick: () => selectNode(index) }, title(nodes[index]));
  const lineButton = (index) => element("button", { type: "button", class: "link relation", "data-line": index, onclick: () => select({ line: index }) },
    lineGlyph(lines[index].relation), word("relation." + lines[index].relation));

  function entry(index, other) {
    const node = nodes[other];
    const about = [node.number, node.number ? null : node.year].filter(Boolean).join("　");
    return element("li", { class: "entry" }, nodeGlyph(node), element("div", {}, nodeButton(other),
      element("small", {}, lineButton(index), about ? "　" + about : "")));
  }

  function section(heading, entries) {
    if (!entries.length) return null;
    const list = element("ul", { class: "entries" }, ...entries.slice(0, FIRST));
    const block = element("section", {}, element("h3", {}, `${word(heading)} (${entries.length})`), list);
    if (entries.length > FIRST) {
      const more = element("button", { type: "button", class: "link back", onclick: () => { list.append(...entries.slice(FIRST)); more.remove(); } }, word("card.more"));
      block.append(more);
    }
    return block;
  }

  function fields(pairs) {
    const list = element("dl");
    for (const [name, value] of pairs) {
      if (value === null || value === undefined || value === "") continue;
      list.append(element("dt", {}, word("field." + name)), element("dd", {}, value));
    }
    return list;
  }

  const back = () => element("button", { type: "button", class: "link back", onclick: () => select(null) }, "← " + word("card.close"));

  function nodeCard(index) {
    const node = nodes[index];
    const badges = element("div", { class: "badges" }, element("span", {}, nodeGlyph(node),
      node.kind === "document" ? word("level." + node.level) : word("kind." + node.kind)));
    if (node.status) badges.append(element("span", {}, word("status." + node.status)));
    if (node.in_force === false) badges.append(element("span", {}, word("force.ended")));
    const pick = (from, test, other) => from[index].filter((line) => test(lines[line])).map((line) => entry(line, lines[line][other]));
    const owner = outgoing[index].find((line) => lines[line].relation === "part-of");
    const role = (line) => !isCitation(line) && line.relation !== "issued-by" && line.relation !== "part-of";
    const text = node.text && node.text !== node.title ? element("p", { class: "text" }, node.text) : null;
    return [back(), element("h2", {}, title(node)), badges,
      fields([["number", node.number], ["issuer", node.issuer], ["date", node.date || null], ["year", node.date ? null : node.year],
        ["level", node.kind === "agency" ? word("level." + node.level) : null], ["region", node.region_name || node.region], ["type", node.type],
        ["document", owner === undefined ? null : nodeButton(lines[owner].target)]]),
      text,
      section("card.agencies", node.kind === "measure" ? pick(outgoing, role, "target") : []),
      section("card.cites", pick(outgoing, isCitation, "target")),
      section("card.cited", pick(incoming, isCitation, "source")),
      section("card.issued", pick(incoming, (line) => line.relation === "issued-by", "source")),
      section("card.measures", pick(incoming, (line) => line.relation === "part-of", "source")),
      section("card.duties", pick(incoming, role, "source"))];
  }

  /* The sentence, with the words that cite marked in it. */
  function quote(mention) {
    const sentence = mention.sentence || mention.evidence;
    if (!sentence) return element("p", {}, word("card.noevidence"));
    const from = mention.evidence && mention.sentence ? mention.sentence.indexOf(mention.evidence) : -1;
    if (from < 0) return element("blockquote", {}, sentence);
    return element("blockquote", {}, sentence.slice(0, from), element("mark", {}, mention.evidence), sentence.slice(from + mention.evidence.length));
  }

  function lineCard(index) {
    const line = lines[index];
    const end = (node) => element("div", { class: "entry" }, nodeGlyph(nodes[node]),
      element("div", {}, nodeButton(node), nodes[node].number ? element("small", {}, nodes[node].number) : ""));
    const quotes = (line.mentions || []).flatMap((mention) => [quote(mention), element("p", { class: "source" },
      [mention.file && `${word("field.file")} ${mention.file}`,
        mention.article && `${word("field.article")} ${mention.article}`,
        mention.scope && word("scope." + mention.scope),
        mention.reason && `${word("field.reason")} ${word("reason." + mention.reason)}`,
        mention.confidence !== undefined && mention.confidence !== null && `${word("field.confidence")} ${mention.confidence}`].filter(Boolean).join(" · "))]);
    return [back(), end(line.source), element("div", { class: "relation arrow" }, lineGlyph(line.relation), word("relation." + line.relation)), end(line.target),
      element("h3", {}, word("card.evidence") + (line.times > 1 ? ` (${line.times})` : "")), ...quotes];
  }

  function overview() {
    const cited = nodes.map((_, index) => index).filter((index) => nodes[index].cited > 0);
    cited.sort((a, b) => nodes[b].cited - nodes[a].cited || a - b);
    const most = cited.slice(0, 10).map((index) => element("li", { class: "entry" }, nodeGlyph(nodes[index]), element("div", {}, nodeButton(index),
      element("small", {}, [nodes[index].number, "×" + nodes[index].cited].filter(Boolean).join("　")))));
    return [element("p", {}, word("hint." + policykg.picture.name)),
      most.length ? element("h3", {}, word("card.most")) : null, element("ul", { class: "entries" }, ...most), element("h3", {}), element("p", {}, word("hint.keys"))];
  }

  function draw() {
    const content = !selection ? overview() : selection.node !== undefined ? nodeCard(selection.node) : lineCard(selection.line);
    panel.classList.toggle("card", Boolean(selection));
    panel.replaceChildren(...content.filter(Boolean));
  }

  function start(its) {
    renderer = its;
    policykg.onChange.push(draw);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && selection) select(null); });
    policykg.start(its, selectNode);
  }

  /* Who stands beside a node, and on which lines: for highlighting. */
  function around(what) {
    const near = new Set(), along = new Set();
    if (what.line !== undefined) {
      along.add(what.line);
      near.add(lines[what.line].source).add(lines[what.line].target);
    } else {
      near.add(what.node);
      for (const line of outgoing[what.node]) { along.add(line); near.add(lines[line].target); }
      for (const line of incoming[what.node]) { along.add(line); near.add(lines[line].source); }
    }
    return { near, along };
  }

  /* The words beside the pointer. */
  function hint(what, event) {
    const box = at("hover");
    box.hidden = !what;
    if (!what) return;
    if (what.node !== undefined) {
      const node = nodes[what.node];
      box.replaceChildren(title(node), element("small", {}, [node.number, node.issuer, node.date || node.year].filter(Boolean).join("　")));
    } else {
      const line = lines[what.line];
      box.replaceChildren(`${title(nodes[line.source])} → ${title(nodes[line.target])}`, element("small", {}, word("relation." + line.relation)));
    }
    box.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - box.offsetWidth - 6)) + "px";
    box.style.top = Math.max(4, Math.min(event.clientY + 16, innerHeight - box.offsetHeight - 6)) + "px";
  }

  return { start, select, around, hint, draw, selection: () => selection };
})();
