/* Filters: the legend's chips, and behind a button those by year, place, rank, kind of organ and subject.
   They choose among documents; agencies and measures stand as long as a document of theirs does. What has no value
   has a choice of its own and stays until that is taken away. */
"use strict";
const policykgFilters = (() => {
  const { picture, nodes, lines, at, word, words, element, SHAPES, glyph, lineGlyph, countBy } = policykg;
  const NONE = "none";
  const documents = nodes.filter((node) => node.kind === "document");
  const of = { level: (node) => node.level, status: (node) => node.status, rank: (node) => node.rank || NONE, organ: (node) => node.organ || NONE };
  let renderer = null, shownNodes = new Set(nodes);

  /* Places, each with those above it, as the page's table says. */
  const table = new Map(Object.entries(picture.places || {}));
  for (const node of documents) if (node.region && !table.has(node.region)) table.set(node.region, [node.region_name || node.region, null]);
  const within = new Map();
  function placesOf(code) {
    if (!within.has(code)) {
      const above = new Set();
      for (let place = code; table.has(place) && !above.has(place); place = table.get(place)[1]) above.add(place);
      within.set(code, above);
    }
    return within.get(code);
  }

  /* What occurs, and how often. */
  const known = {
    kind: countBy(nodes.map((node) => node.kind)),
    level: countBy(nodes.filter((node) => node.kind !== "measure").map(of.level)),
    status: countBy(documents.map(of.status)),
    relation: countBy(lines.map((line) => line.relation)),
    rank: countBy(documents.map(of.rank)),
    organ: countBy(documents.map(of.organ)),
    none: new Map([["year", documents.filter((node) => !node.year).length], ["place", documents.filter((node) => !node.region).length],
      ["subject", documents.filter((node) => !(node.subjects || []).length).length]].filter(([, count]) => count)),
  };
  const occurring = {
    year: countBy(documents.map((node) => node.year)),
    place: countBy(documents.flatMap((node) => (node.region ? [...placesOf(node.region)] : []))),
    subject: countBy(documents.flatMap((node) => [...new Set(node.subjects || [])])),
  };
  const hidden = Object.fromEntries(Object.keys(known).map((field) => [field, new Set()]));
  const range = { from: null, to: null, place: null, subject: null };

  function passes(node) {
    for (const field of Object.keys(of)) if (hidden[field].has(of[field](node))) return false;
    if (!node.year ? hidden.none.has("year") : (range.from !== null && node.year < range.from) || (range.to !== null && node.year > range.to)) return false;
    if (!node.region ? hidden.none.has("place") : range.place !== null && !placesOf(node.region).has(range.place)) return false;
    const subjects = node.subjects || [];
    return subjects.length ? range.subject === null || subjects.includes(range.subject) : !hidden.none.has("subject");
  }
  const ends = nodes.map((node) => (node.kind === "document" ? null : []));
  for (const line of lines) {
    if (ends[line.source]) ends[line.source].push(line.target);
    if (ends[line.target]) ends[line.target].push(line.source);
  }
  function choose() {
    const kept = nodes.map((node) => node.kind === "document" && passes(node));
    const stands = (index, kinds) => { const others = ends[index].filter((other) => kinds.includes(nodes[other].kind)); return !others.length || others.some((other) => kept[other]); };
    nodes.forEach((node, index) => { if (node.kind === "measure") kept[index] = stands(index, ["document"]); });
    nodes.forEach((node, index) => { if (node.kind === "agency") kept[index] = !hidden.level.has(node.level) && stands(index, ["document", "measure"]); });
    shownNodes = new Set(nodes.filter((node, index) => kept[index] && !hidden.kind.has(node.kind)));
  }
  const nodeShown = (node) => shownNodes.has(node);
  const lineShown = (line) => !hidden.relation.has(line.relation) && shownNodes.has(nodes[line.source]) && shownNodes.has(nodes[line.target]);

  /* ---- the controls ---- */
  const FEW = { rank: 2, organ: 2 }; // values from which on a choice makes sense
  const SIGNS = {
    kind: (value) => glyph(value === "agency" ? "hexagon" : "dot", value === "measure" ? "shape measure" : "shape plain"),
    level: (value) => glyph(SHAPES[value], "shape " + value),
    status: (value) => glyph("dot", "shape plain " + value),
    relation: lineGlyph,
  };
  function valuesOf(field) {
    const order = picture.order.filter((key) => key.startsWith(field + ".")).map((key) => key.slice(field.length + 1));
    const others = [...known[field].keys()].filter((value) => !order.includes(value)).sort();
    return [...order.filter((value) => known[field].has(value)), ...others];
  }
  function chip(field, value) {
    const button = element("button", { type: "button", class: "chip", "data-field": field, "data-value": value },
      SIGNS[field] ? SIGNS[field](value) : null, word(field + "." + value), " ", element("b", {}, policykg.thousands(known[field].get(value))));
    button.addEventListener("click", () => {
      if (!hidden[field].delete(value)) hidden[field].add(value);
      update();
    });
    return button;
  }
  const group = (field, ...controls) => element("div", { class: "group", role: "group", "aria-label": word("field." + field) }, element("span", {}, word("field." + field)), ...controls);
  function select(name, label, options) {
    const box = element("select", { "data-range": name, "aria-label": label }, element("option", { value: "" }, word("filter.all." + name)),
      ...options.map(([value, text]) => element("option", { value }, text)));
    box.addEventListener("change", () => {
      range[name] = box.value === "" ? null : name === "from" || name === "to" ? Number(box.value) : box.value;
      if (range.from !== null && range.to !== null && range.from > range.to) range[name === "from" ? "to" : "from"] = range[name];
      update();
    });
    return box;
  }
  function placeOptions() {
    const below = new Map();
    for (const code of [...occurring.place.keys()].sort()) {
      const above = table.get(code)[1], key = occurring.place.has(above) ? above : null;
      below.set(key, [...(below.get(key) || []), code]);
    }
    const list = (code, depth) => (below.get(code) || []).flatMap((place) =>
      [[place, `${"　".repeat(depth)}${table.get(place)[0]} (${occurring.place.get(place)})`], ...list(place, depth + 1)]);
    return list(null, 0);
  }
  const none = (field) => (known.none.has(field) ? chip("none", field) : null);

  function draw() {
    at("legend").setAttribute("aria-label", word("legend.label"));
    at("legend").replaceChildren(...["kind", "level", "status", "relation"].filter((field) => known[field].size > (field === "kind" ? 1 : 0))
      .map((field) => group(field, ...valuesOf(field).map((value) => chip(field, value)))));
    const years = [...occurring.year.keys()].sort((a, b) => a - b).map((year) => [year, year]);
    const subjects = [...occurring.subject].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([subject, count]) => [subject, `${subject} (${count})`]);
    const rows = [
      years.length ? group("year", select("from", word("filter.from"), years), element("span", { class: "dash" }, "–"), select("to", word("filter.to"), years), none("year")) : null,
      occurring.place.size ? group("region", select("place", word("field.region"), placeOptions()), none("place")) : null,
      ...Object.keys(FEW).map((field) => (known[field].size >= FEW[field] ? group(field, ...valuesOf(field).map((value) => chip(field, value))) : null)),
      subjects.length ? group("subject", select("subject", word("field.subject"), subjects), none("subject")) : null,
    ].filter(Boolean);
    at("filters").setAttribute("aria-label", word("filter.more"));
    at("filters").replaceChildren(...rows);
    at("more").hidden = !rows.length;
    show();
  }
  const beyond = () => hidden.rank.size + hidden.organ.size + hidden.none.size + Object.values(range).filter((value) => value !== null).length;
  const filtered = () => beyond() > 0 || Object.values(hidden).some((values) => values.size);

  /* What the controls say of the state. */
  function show() {
    for (const button of document.querySelectorAll(".chip")) button.setAttribute("aria-pressed", String(!hidden[button.dataset.field].has(button.dataset.value)));
    for (const box of document.querySelectorAll("[data-range]")) box.value = range[box.dataset.range] === null ? "" : String(range[box.dataset.range]);
    at("more").textContent = word("filter.more") + (beyond() ? ` (${beyond()})` : "");
    at("reset").hidden = !filtered();
    at("shown").textContent = filtered() ? words("filter.shown", { shown: documents.filter(nodeShown).length, all: documents.length }) : "";
  }
  function update() {
    choose();
    show();
    renderer.refresh();
    policykg.changed();
  }
  function reset() {
    if (document.activeElement === at("reset")) at("more").focus();
    write(new Map());
  }

  /* The state as pairs of plain words, for a link; what is written back is only ever compared with what occurs. */
  function read() {
    const pairs = [];
    const names = Object.entries(hidden).flatMap(([field, values]) => [...values].sort().map((value) => `${field}.${value}`));
    if (names.length) pairs.push(["hide", names]);
    for (const [name, value] of Object.entries(range)) if (value !== null) pairs.push([name, [String(value)]]);
    return pairs;
  }
  function write(pairs) {
    for (const values of Object.values(hidden)) values.clear();
    const given = new Set(pairs.get("hide") || []);
    for (const [field, counts] of Object.entries(known)) for (const value of counts.keys()) if (given.has(`${field}.${value}`)) hidden[field].add(value);
    const one = (name, values) => [...values].find((value) => (pairs.get(name) || []).includes(String(value))) ?? null;
    Object.assign(range, { from: one("from", occurring.year.keys()), to: one("to", occurring.year.keys()),
      place: one("place", occurring.place.keys()), subject: one("subject", occurring.subject.keys()) });
    if (range.from !== null && range.to !== null && range.from > range.to) range.to = null;
    update();
  }

  policykg.onWords.push(draw);
  policykg.onStart.push((its) => {
    renderer = its;
    policykg.disclose(at("more"), at("filters"));
    at("reset").addEventListener("click", reset);
  });
  Object.assign(policykg, { nodeShown, lineShown });
  return { read, write, reset, filtered };
})();
