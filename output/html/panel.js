/* The side panel: a card for a document, an agency or a measure, and the evidence of a line. */
"use strict";
const policykgPanel = (() => {
  const { nodes, lines, at, word, words, element, nodeGlyph, lineGlyph, isCitation, title } = policykg;
  const { outgoing, incoming, isCentral } = policykgPaths;
  const panel = at("panel");
  const FIRST = 25; // entries of a list before "show all"
  const REACHES = ["near", "two", "central"]; // what is lit around the node whose card is open
  let selection = null; // {node} | {line} | null
  let reach = "near";
  let renderer = null;

  function select(next, { show = false } = {}) {
    const inside = panel.contains(document.activeElement);
    selection = next;
    draw();
    if (inside) panel.focus(); // what had the focus is gone
    renderer.mark(selection);
    if (show && next && next.node !== undefined) renderer.show(next.node);
    panel.scrollTop = 0;
    policykg.changed();
  }
  const selectNode = (node) => select({ node }, { show: true });

  const nodeButton = (index) => element("button", { type: "button", class: "link", "data-node": index, onclick: () => selectNode(index) }, title(nodes[index]));
  const lineButton = (index) => element("button", { type: "button", class: "link relation", "data-line": index, onclick: () => select({ line: index }) },
    lineGlyph(lines[index].relation), word("relation." + lines[index].relation));

  function entry(its, other) {
    const node = nodes[other];
    const about = [node.number, node.number ? null : node.year].filter(Boolean).join("　");
    return element("li", { class: "entry" }, nodeGlyph(node), element("div", {}, nodeButton(other),
      element("small", {}, ...its.flatMap((index, place) => (place ? ["　", lineButton(index)] : [lineButton(index)])), about ? "　" + about : "")));
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

  /* Neighbours, two steps, the way to the central government: one of them is lit. */
  function reachSwitch(index) {
    const buttons = REACHES.filter((name) => name !== "central" || nodes[index].kind === "document").map((name) =>
      element("button", { type: "button", "data-reach": name, "aria-pressed": String(name === reachOf(index)), onclick: () => light(name) }, word("reach." + name)));
    return element("div", { class: "segments", role: "group", "aria-label": word("reach.label") }, ...buttons);
  }
  const reachOf = (index) => (reach === "central" && nodes[index].kind !== "document" ? "near" : reach);
  function light(name) {
    const inside = panel.contains(document.activeElement);
    reach = REACHES.includes(name) ? name : "near";
    if (!renderer || !selection || selection.node === undefined) return;
    draw();
    renderer.mark(selection);
    if (inside) panel.querySelector(`[data-reach="${reach}"]`)?.focus();
    policykg.changed();
  }
  function wayToCentral(index) {
    if (reachOf(index) !== "central") return [];
    if (isCentral(index)) return [element("p", { role: "status" }, word("way.central"))];
    const { ends } = policykgPaths.toCentral(index);
    if (!ends.length) return [element("p", { role: "status" }, word("way.none"))];
    const entries = ends.map(([node, steps]) => element("li", { class: "entry" }, nodeGlyph(nodes[node]), element("div", {}, nodeButton(node),
      element("small", {}, [nodes[node].number, words("way.steps", { steps })].filter(Boolean).join("　")))));
    return [section("card.way", entries)];
  }
  const unseen = (index) => (policykg.nodeShown(nodes[index]) ? null
    : element("p", { class: "unseen" }, word("card.filtered"), " ", element("button", { type: "button", class: "link back", onclick: () => { policykgFilters.reset(); draw(); panel.focus(); } }, word("filter.reset"))));

  /* Where a site serves the picture: its page of what has this IRI, in its whole window; null in a file that is mailed. */
  const LOCAL = /^[a-z][a-z-]*\/[0-9A-Za-z][0-9A-Za-z.-]*$/;
  function page(iri, text, rest = "") {
    const { site } = policykg.picture;
    if (!site || !iri || !iri.startsWith(site) || !LOCAL.test(iri.slice(site.length))) return null;
    const [query, place] = rest.split("#"), asked = [query, policykg.language() === "en" ? "lang=en" : ""].filter(Boolean).join("&");
    return element("a", { class: "page", target: "_top", href: "/" + iri.slice(site.length) + (asked ? "?" + asked : "") + (place ? "#" + place : "") }, text);
  }
  const pageOf = (index) => page(nodes[index].id, word("page." + nodes[index].kind));
  /* The words of a mention stand in the text of its source, whose name is in that of the fact. */
  function wordsOf(line, { fact, start, end }) {
    if (!fact || start === undefined || nodes[line.source].status !== "full") return null;
    const source = fact.slice(fact.lastIndexOf("/") + 1).split("-")[0];
    return page(nodes[line.source].id, word("page.words"), `source=${source}#e-${start}-${end}`);
  }

  const back = () => element("button", { type: "button", class: "link back", onclick: () => select(null) }, "← " + word("card.close"));

  function nodeCard(index) {
    const node = nodes[index];
    const badges = element("div", { class: "badges" }, element("span", {}, nodeGlyph(node),
      node.kind === "document" ? word("level." + node.level) : word("kind." + node.kind)));
    if (node.status) badges.append(element("span", {}, word("status." + node.status)));
    if (node.in_force === false) badges.append(element("span", {}, word("force.ended")));
    const pick = (from, test, other) => { // what stands at the other end once, however many relations lead to it
      const found = new Map();
      for (const line of from[index]) if (test(lines[line])) found.set(lines[line][other], [...(found.get(lines[line][other]) || []), line]);
      return [...found].map(([node, its]) => entry(its, node));
    };
    const owner = outgoing[index].find((line) => lines[line].relation === "part-of");
    const role = (line) => !isCitation(line) && line.relation !== "issued-by" && line.relation !== "part-of";
    const text = node.text && node.text !== node.title ? element("p", { class: "text" }, node.text) : null;
    return [back(), element("h2", {}, title(node)), badges, pageOf(index), unseen(index), reachSwitch(index),
      fields([["number", node.number], ["issuer", node.issuer], ["date", node.date || null], ["year", node.date ? null : node.year],
        ["level", node.kind === "agency" ? word("level." + node.level) : null], ["region", node.region_name || node.region], ["type", node.type],
        ["rank", node.rank ? word("rank." + node.rank) : null], ["organ", node.organ ? word("organ." + node.organ) : null], ["subject", (node.subjects || []).join("；")],
        ["document", owner === undefined ? null : nodeButton(lines[owner].target)]]),
      text, ...wayToCentral(index),
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
    const quotes = (line.mentions || []).flatMap((mention) => [quote(line.relation === "part-of" ? { sentence: nodes[line.source].text } : mention), element("p", { class: "source" },
      [mention.file && `${word("field.file")} ${mention.file}`,
        mention.article && `${word("field.article")} ${mention.article}`,
        mention.scope && word("scope." + mention.scope),
        mention.reason && `${word("field.reason")} ${word("reason." + mention.reason)}`,
        mention.confidence !== undefined && mention.confidence !== null && `${word("field.confidence")} ${mention.confidence}`].filter(Boolean).join(" · ")),
      wordsOf(line, mention), page(mention.fact, word("page.fact"))].filter(Boolean));
    if (line.mentions && !line.mentions.length) quotes.push(element("p", {}, word("card.noevidence")));
    return [back(), end(line.source), element("div", { class: "relation arrow" }, lineGlyph(line.relation), word("relation." + line.relation)), end(line.target),
      element("h3", {}, word("card.evidence") + (line.times > 1 ? ` (${line.times})` : "")), ...quotes];
  }

  function overview() {
    const cited = nodes.map((_, index) => index).filter((index) => nodes[index].cited > 0);
    cited.sort((a, b) => nodes[b].cited - nodes[a].cited || a - b);
    const most = cited.slice(0, 10).map((index) => element("li", { class: "entry" }, nodeGlyph(nodes[index]), element("div", {}, nodeButton(index),
      element("small", {}, [nodes[index].number, words("item.cited", { n: nodes[index].cited })].filter(Boolean).join("　")))));
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
    policykg.onWords.push(draw);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !selection) return;
      const left = panel.contains(document.activeElement) ? selection.node : undefined;
      select(null);
      if (left !== undefined) policykgKeys.stand(left); // back to where the card was opened
    });
    policykgSearch.start(selectNode);
    policykg.start(its);
  }

  /* What is lit with a node or a line: {near, along}, sets of nodes and lines. */
  function around(what) {
    if (what.line !== undefined) return { near: new Set([lines[what.line].source, lines[what.line].target]), along: new Set([what.line]) };
    const chosen = selection && selection.node === what.node ? reachOf(what.node) : "near";
    return chosen === "central" ? policykgPaths.toCentral(what.node) : policykgPaths.around(what.node, chosen === "two" ? 2 : 1);
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

  return { start, select, selectNode, light, draw, around, hint, selection: () => selection, reach: () => reach };
})();
