/* The frame of both pictures: the data, the words in two languages, the glyphs, legend and search.
   Text from documents is written by textContent only. */
"use strict";
const policykg = (() => {
  const picture = typeof policykgPicture === "undefined" ? JSON.parse(document.getElementById("picture").textContent) : policykgPicture;
  const { nodes, lines } = picture;
  const SVG = "http://www.w3.org/2000/svg";
  const NAME = { map: "picture.map", view: "picture.view" }[picture.name];
  let language = picture.language;
  let renderer = null;
  const hidden = { kind: new Set(), level: new Set(), status: new Set(), relation: new Set() };
  const onChange = [];

  const at = (id) => document.getElementById(id);
  const word = (key) => (picture.terms[key] ? picture.terms[key][language === "zh" ? 0 : 1] : key.slice(key.indexOf(".") + 1));
  const group = (relation) => picture.groups[relation] || (relation === "issued-by" || relation === "part-of" ? "tie" : "duty");
  const isCitation = (line) => line.relation in picture.groups;

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick") made.addEventListener("click", value);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /* Levels differ by shape as well as by colour. */
  const SHAPES = { central: "dot", province: "square", prefecture: "diamond", county: "triangle", township: "triangleDown", unknown: "star" };
  function shapeOf(node) {
    return node.kind === "agency" ? "hexagon" : node.kind === "measure" ? "dot" : SHAPES[node.level];
  }
  const polygon = (points) => "M" + points.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1)).join("L") + "Z";
  const ring = (count, r, turn) => Array.from({ length: count }, (_, i) => [r * Math.cos(turn + (2 * Math.PI * i) / count), r * Math.sin(turn + (2 * Math.PI * i) / count)]);
  function shapePath(shape, r) {
    switch (shape) {
      case "square": return polygon(ring(4, r * 1.25, Math.PI / 4));
      case "diamond": return polygon(ring(4, r * 1.25, 0));
      case "triangle": return polygon(ring(3, r * 1.25, -Math.PI / 2));
      case "triangleDown": return polygon(ring(3, r * 1.25, Math.PI / 2));
      case "hexagon": return polygon(ring(6, r * 1.1, 0));
      case "star": return polygon(ring(10, r, -Math.PI / 2).map(([x, y], i) => (i % 2 ? [x / 2.2, y / 2.2] : [x * 1.2, y * 1.2])));
      default: return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    }
  }
  const shapeClass = (node) => `shape ${node.kind === "measure" ? "measure" : node.level} ${node.status || "full"}`;

  function glyph(shape, className) {
    return svg("svg", { class: "glyph", width: 14, height: 14, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
      svg("path", { class: className, d: shapePath(shape, 5.2), "stroke-width": 1.8 }));
  }
  const nodeGlyph = (node) => glyph(shapeOf(node), shapeClass(node));
  function lineGlyph(relation) {
    return svg("svg", { class: "glyph", width: 26, height: 10, viewBox: "0 0 26 10", "aria-hidden": "true" },
      svg("path", { class: group(relation), d: "M0 5H25", "stroke-width": 1.8 }), svg("path", { class: group(relation) + " head", d: "M20 1.5L25 5L20 8.5", "stroke-width": 1.8 }));
  }

  const nodeShown = (node) =>
    !hidden.kind.has(node.kind) && !hidden.level.has(node.level) && !(node.status && hidden.status.has(node.status));
  const lineShown = (line) => !hidden.relation.has(line.relation) && nodeShown(nodes[line.source]) && nodeShown(nodes[line.target]);
  const title = (node) => node.title || node.number || word("untitled");

  /* ---- legend: what the signs mean, and a switch for each ---- */
  function countBy(values) {
    const counts = new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }
  function drawLegend() {
    const kinds = countBy(nodes.map((node) => node.kind));
    const fields = [
      ["kind", kinds.size > 1 ? kinds : new Map(), (value) => glyph(value === "agency" ? "hexagon" : "dot", value === "measure" ? "shape measure" : "shape plain")],
      ["level", countBy(nodes.filter((node) => node.kind !== "measure").map((node) => node.level)), (value) => glyph(SHAPES[value], "shape " + value)],
      ["status", countBy(nodes.map((node) => node.status)), (value) => glyph("dot", "shape plain " + value)],
      ["relation", countBy(lines.map((line) => line.relation)), lineGlyph],
    ];
    const groups = fields.map(([field, counts, sign]) => {
      const order = picture.order.filter((key) => key.startsWith(field + ".")).map((key) => key.slice(field.length + 1));
      const values = order.filter((value) => counts.has(value));
      if (!values.length) return null;
      const chips = values.map((value) => {
        const chip = element("button", { type: "button", class: "chip", "aria-pressed": String(!hidden[field].has(value)), "data-field": field, "data-value": value },
          sign(value), word(field + "." + value), " ", element("b", {}, String(counts.get(value))));
        chip.addEventListener("click", () => {
          const shown = hidden[field].delete(value);
          if (!shown) hidden[field].add(value);
          chip.setAttribute("aria-pressed", String(shown));
          renderer.refresh();
        });
        return chip;
      });
      return element("div", { class: "group", role: "group", "aria-label": word("field." + field) }, element("span", {}, word("field." + field)), ...chips);
    });
    at("legend").setAttribute("aria-label", word("legend.label"));
    at("legend").replaceChildren(...groups.filter(Boolean));
  }

  /* ---- search ---- */
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s《》〈〉“”"'〔〕()[\]【】第]/g, "");
  let haystacks = null; // made at the first search
  function findNodes(words) {
    const needles = words.split(/\s+/).map(fold).filter(Boolean);
    if (!needles.length) return [];
    haystacks = haystacks || nodes.map((node) => fold([node.title, node.number, node.issuer].filter(Boolean).join(" ")));
    const hits = nodes.map((_, index) => index).filter((index) => needles.every((needle) => haystacks[index].includes(needle)));
    return hits.sort((a, b) => nodes[b].cited - nodes[a].cited || a - b).slice(0, 12);
  }
  function startSearch(select) {
    const box = at("search"), list = at("found");
    let hits = [], active = -1;
    const close = () => { list.hidden = true; active = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
    const choose = (index) => { close(); select(index); };
    function activate(to) {
      active = to;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      if (list.children[active]) {
        box.setAttribute("aria-activedescendant", list.children[active].id);
        list.children[active].scrollIntoView({ block: "nearest" });
      }
    }
    box.addEventListener("input", () => {
      hits = findNodes(box.value);
      active = -1;
      list.replaceChildren(...hits.map((index, i) => {
        const node = nodes[index];
        const item = element("li", { role: "option", id: "found-" + i, "aria-selected": "false" }, nodeGlyph(node), " ", title(node),
          element("small", {}, [node.number, node.issuer].filter(Boolean).join("　")));
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(index); });
        return item;
      }));
      if (!hits.length && box.value.trim()) list.append(element("li", { "aria-disabled": "true" }, word("search.none")));
      list.hidden = !box.value.trim();
      box.setAttribute("aria-expanded", String(!list.hidden));
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && hits.length) activate((active + 1) % hits.length);
      else if (event.key === "ArrowUp" && hits.length) activate((active + hits.length - 1) % hits.length);
      else if (event.key === "Enter" && hits.length && !list.hidden) choose(hits[Math.max(active, 0)]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("blur", close);
  }

  /* ---- words ---- */
  function drawWords() {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    document.title = at("title").textContent = picture.title || word(NAME);
    const kinds = countBy(nodes.map((node) => node.kind));
    const counts = [[kinds.get("document") || 0, "documents"], [lines.reduce((sum, line) => sum + (isCitation(line) ? line.times : 0), 0), "citations"],
      [kinds.get("agency"), "agencies"], [kinds.get("measure"), "measures"]].filter(([count]) => count !== undefined);
    at("counts").textContent = counts.map(([count, what]) => count.toLocaleString("en") + " " + word("count." + what)).join(" · ");
    for (const button of document.querySelectorAll("[data-term]")) {
      const words = word(button.dataset.term);
      if (button.classList.contains("sign")) { button.setAttribute("aria-label", words); button.title = words; }
      else button.textContent = words;
    }
    at("language").lang = language === "zh" ? "en" : "zh-Hans";
    at("search").placeholder = word("search.label");
    at("search").setAttribute("aria-label", word("search.label"));
    at("drawing").setAttribute("aria-label", word("drawing.label"));
    const notice = picture.left_out ? word("left_out").replace(/\{(\w+)\}/g, (_, name) => picture.left_out[name].toLocaleString("en"))
      : nodes.length ? "" : word("empty");
    at("notice").textContent = notice;
    at("notice").hidden = !notice;
    drawLegend();
    onChange.forEach((draw) => draw());
  }

  /* The picture's own part: {refresh, mark, show, fit, zoom}; `select` opens a card. */
  function start(its, select) {
    renderer = its;
    at("fit").addEventListener("click", () => renderer.fit());
    at("zoom-in").addEventListener("click", () => renderer.zoom(1.4));
    at("zoom-out").addEventListener("click", () => renderer.zoom(1 / 1.4));
    at("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; drawWords(); renderer.refresh(); });
    startSearch(select);
    drawWords();
  }

  return { picture, nodes, lines, at, word, group, isCitation, element, svg, shapeOf, shapePath, shapeClass, nodeGlyph, lineGlyph, nodeShown, lineShown, title, start, onChange };
})();
