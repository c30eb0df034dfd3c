/* The frame of all pictures: the data, the words in two languages, the glyphs, and what the parts of a page have in common.
   Text from documents is written by textContent only. */
"use strict";
const policykg = (() => {
  const picture = typeof policykgPicture === "undefined" ? JSON.parse(document.getElementById("picture").textContent) : policykgPicture;
  const { nodes, lines } = picture;
  const SVG = "http://www.w3.org/2000/svg";
  const NAME = { map: "picture.map", view: "picture.view" }[picture.name];
  let language = picture.language;
  let renderer = null;
  const onWords = []; // run when the words change
  const onStart = []; // run with the renderer, once it stands
  const onState = []; // run after each change that a link to the picture keeps

  const at = (id) => document.getElementById(id);
  const word = (key) => (Object.hasOwn(picture.terms, key) ? picture.terms[key][language === "zh" ? 0 : 1] : key.slice(key.indexOf(".") + 1));
  const words = (key, values) => word(key).replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? thousands(values[name]) : values[name]));
  const thousands = (count) => String(count).replace(/\B(?=(?:\d{3})+$)/g, ","); // a browser's own takes 20 ms when first asked
  const group = (relation) => (Object.hasOwn(picture.groups, relation) ? picture.groups[relation] : relation === "issued-by" || relation === "part-of" ? "tie" : "duty");
  const isCitation = (line) => Object.hasOwn(picture.groups, line.relation);

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

  /* How a document is known: its mark is filled by so much of its own colour. */
  const FILLS = { full: 1, catalogued: 0.35, "cited-only": 0, planned: 0 };
  const fillOf = (status) => FILLS[status] ?? 1;
  const parts = (colour) => { // of #rgb or #rrggbb
    const digits = colour.slice(1), wide = digits.length < 6 ? [...digits].map((digit) => digit + digit).join("") : digits;
    return [0, 2, 4].map((place) => parseInt(wide.slice(place, place + 2), 16));
  };
  const mixed = (own, paper, share) => "#" + parts(own).map((part, index) => Math.round(part * share + parts(paper)[index] * (1 - share)).toString(16).padStart(2, "0")).join("");

  function glyph(shape, className) {
    return svg("svg", { class: "glyph", width: 14, height: 14, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
      svg("path", { class: className, d: shapePath(shape, 5.2), "stroke-width": 1.8 }));
  }
  const nodeGlyph = (node) => glyph(shapeOf(node), shapeClass(node));
  function lineGlyph(relation) {
    return svg("svg", { class: "glyph", width: 30, height: 10, viewBox: "0 0 30 10", "aria-hidden": "true" },
      svg("path", { class: group(relation), d: "M0 5H29" }), svg("path", { class: group(relation) + " head", d: "M24 1.5L29 5L24 8.5" }));
  }
  /* The colours and dashes of the style sheet, by name. */
  function palette() {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue("--" + name).trim();
  }
  const title = (node) => node.title || node.number || word("untitled");
  const aboutNode = (node) => [title(node), node.number, word(node.kind === "document" ? "level." + node.level : "kind." + node.kind), node.year].filter(Boolean).join(", ");

  function countBy(values) {
    const counts = new Map();
    for (const value of values) if (value !== null && value !== undefined && value !== "") counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }

  /* A button that opens a box beside it: Escape, or leaving it, closes it again. */
  function disclose(button, box, opened = () => {}) {
    const open = (is) => {
      box.hidden = !is;
      button.setAttribute("aria-expanded", String(is));
      if (is) opened();
    };
    button.setAttribute("aria-controls", box.id);
    open(false);
    button.addEventListener("click", () => open(box.hidden));
    for (const part of [button, box]) {
      part.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || box.hidden) return;
        event.stopPropagation();
        open(false);
        button.focus();
      });
      part.addEventListener("focusout", (event) => {
        if (event.relatedTarget && event.relatedTarget !== button && !box.contains(event.relatedTarget)) open(false);
      });
    }
    document.addEventListener("pointerdown", (event) => { if (!box.contains(event.target) && !button.contains(event.target)) open(false); });
    return () => open(false);
  }

  /* A short word to the reader; `aloud` only: to those who do not see the picture. */
  let quiet = 0;
  function say(text, { aloud = false } = {}) {
    if (aloud) { at("aloud").textContent = text; return; }
    clearTimeout(quiet);
    at("toast").textContent = text;
    quiet = setTimeout(() => { at("toast").textContent = ""; }, 4000);
  }

  function drawWords() {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    document.title = at("title").textContent = picture.title || word(NAME);
    const kinds = countBy(nodes.map((node) => node.kind));
    const counts = [[kinds.get("document") || 0, "documents"], [lines.reduce((sum, line) => sum + (isCitation(line) ? line.times : 0), 0), "citations"],
      [kinds.get("agency"), "agencies"], [kinds.get("measure"), "measures"]].filter(([count]) => count !== undefined);
    at("counts").textContent = counts.map(([count, what]) => thousands(count) + " " + word("count." + what)).join(" · ");
    for (const button of document.querySelectorAll("[data-term]")) {
      const its = word(button.dataset.term);
      if (button.classList.contains("sign")) { button.setAttribute("aria-label", its); button.title = its; }
      else button.textContent = its;
    }
    at("language").lang = language === "zh" ? "en" : "zh-Hans";
    at("drawing").setAttribute("aria-label", word("drawing.label"));
    at("panel").setAttribute("aria-label", word("panel.label"));
    const notice = notices().join(" ");
    at("notice").textContent = notice;
    at("notice").hidden = !notice;
    onWords.forEach((draw) => draw());
  }
  /* What is not drawn, and why. */
  function notices() {
    const said = nodes.length ? [] : [word("empty")];
    if (picture.left_out) {
      said.push(words("left_out", picture.left_out));
      for (const [name, field] of [["levels", "level"], ["ranks", "rank"]]) {
        const counts = Object.entries(picture.left_out[name]).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
        if (counts.length) said.push(word("left_out." + name) + counts.map(([value, count]) => `${word(field + "." + value)} ${thousands(count)}`).join(language === "zh" ? "、" : ", ") + (language === "zh" ? "。" : "."));
      }
    }
    if (picture.name === "map" && nodes.length && !lines.length) said.push(word("unrelated"));
    if (picture.unlinked) said.push(words("unlinked", { count: picture.unlinked }));
    return said;
  }
  function speak(its) {
    if (its === language) return;
    language = its;
    drawWords();
    renderer.refresh();
  }

  /* The picture's own part, by what the frame asks of it:
     refresh() after filters or language changed, mark(selection), show(index) brings a node into sight, fit(), zoom(factor);
     spot(index) gives [x, y] for the arrow keys, focus(index) rings a node, null none;
     where() gives [x, y, zoom] unless all is in sight, go(those or null) goes back there;
     sketch() gives what is in sight, for saving (save.js says how). The last three may be missing. */
  function start(its) {
    renderer = its;
    at("fit").addEventListener("click", () => { renderer.fit(); changed(); });
    at("zoom-in").addEventListener("click", () => renderer.zoom(1.4));
    at("zoom-out").addEventListener("click", () => renderer.zoom(1 / 1.4));
    at("language").addEventListener("click", () => { speak(language === "zh" ? "en" : "zh"); changed(); });
    onStart.forEach((begin) => begin(renderer));
    drawWords();
  }
  const changed = () => onState.forEach((note) => note());

  return { picture, nodes, lines, at, word, words, thousands, group, isCitation, element, svg, SHAPES, shapeOf, shapePath, shapeClass, fillOf, parts, mixed, glyph, nodeGlyph, lineGlyph, palette,
    title, aboutNode, countBy, disclose, say, start, speak, language: () => language, changed, onWords, onStart, onState };
})();
