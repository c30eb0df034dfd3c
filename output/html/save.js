/* What is in sight as an SVG that stands alone, a PNG of it, and the tables of tables.js, saved by the browser.

   A renderer's sketch(): {width, height, back, lines, marks, labels, front, lit, opacity}, in pixels of its drawing; opacity is that of a line.
   lines: {line, d, head} with the paths of the line and of its arrow; marks: {node, x, y, r}; labels: {x, y, align, text, soft};
   back and front: [tag, attributes, text], what lies below and above; a colour --name is looked up in the palette; lit: {near, along} or null. */
"use strict";
const policykgSave = (() => {
  const { picture, nodes, lines, at, word, words, group, shapeOf, shapePath, SHAPES, svg, countBy } = policykg;
  const ILLEGAL = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // in XML
  const MARGIN = 20, ROW = 22, FAINT = 0.16;
  const SCALE = 2, WIDEST = 12000;
  let renderer = null;

  const clean = (text) => String(text).replace(ILLEGAL, "\ufffd");
  function text(words, x, y, attributes) {
    const made = svg("text", { x: x.toFixed(1), y: y.toFixed(1), ...attributes });
    made.textContent = clean(words);
    return made;
  }
  /* The palette of paper, whatever the screen has. */
  function paperColours() {
    const root = document.documentElement, before = root.classList.contains("on-paper");
    root.classList.add("on-paper");
    const style = policykg.palette(), names = new Map();
    const look = (name) => { if (!names.has(name)) names.set(name, style(name)); return names.get(name); };
    for (const name of ["paper", "band", "ink", "soft", "line", ...Object.keys(SHAPES), "measure", "basis", "implements", "cites", "passes", "changes", "plans", "tie", "duty"]) {
      for (const full of [name, "dash-" + name, "weight-" + name]) look(full);
    }
    root.classList.toggle("on-paper", before);
    return (name) => names.get(name);
  }
  const resolved = (attributes, colour) => Object.fromEntries(Object.entries(attributes).map(([name, value]) =>
    [name, typeof value === "string" && value.startsWith("--") ? colour(value.slice(2)) : value]));

  function shapeMark(shape, colourName, status, r, colour, more) {
    const own = colour(colourName);
    return svg("path", { d: shapePath(shape, r), fill: policykg.mixed(own, colour("paper"), policykg.fillOf(status)), stroke: own, "stroke-width": 1.6,
      ...(status === "planned" ? { "stroke-dasharray": "2.5 2" } : {}), ...more });
  }
  const markOf = (node, r, colour, more) => shapeMark(shapeOf(node), node.kind === "measure" ? "measure" : node.level, node.status, r, colour, more);
  function stroke(relation, colour) {
    const its = group(relation), dash = colour("dash-" + its);
    return { fill: "none", stroke: colour(its), "stroke-width": colour("weight-" + its), ...(dash && dash !== "none" ? { "stroke-dasharray": dash } : {}) };
  }
  function arrowhead(relation, d, colour) {
    return svg("path", { d, ...stroke(relation, colour), "stroke-width": 1.6, "stroke-dasharray": "none", "stroke-linejoin": "round" });
  }

  /* What the signs in sight mean, in lines as wide as the drawing. */
  function legend(seenNodes, seenLines, width, colour, font) {
    const kinds = countBy(seenNodes.map((node) => node.kind));
    const fields = [
      ["kind", kinds.size > 1 ? kinds : new Map(), (value) => shapeMark(value === "agency" ? "hexagon" : "dot", value === "measure" ? "measure" : "soft", null, 5.2, colour)],
      ["level", countBy(seenNodes.filter((node) => node.kind !== "measure").map((node) => node.level)), (value) => shapeMark(SHAPES[value], value, null, 5.2, colour)],
      ["status", countBy(seenNodes.map((node) => node.status)), (value) => shapeMark("dot", "soft", value, 5.2, colour)],
      ["relation", countBy(seenLines.map((line) => line.relation)), (value) => svg("g", {}, svg("path", { d: "M-14 0H14", ...stroke(value, colour) }), arrowhead(value, "M9 -3.5L14 0L9 3.5", colour))],
    ];
    const made = svg("g", { class: "legend", "font-size": 13 });
    let x = MARGIN, y = 0;
    const room = (needed) => { if (x + needed > width - MARGIN && x > MARGIN) { x = MARGIN; y += ROW; } };
    for (const [field, counts, sign] of fields) {
      const values = picture.order.filter((key) => key.startsWith(field + ".") && counts.has(key.slice(field.length + 1))).map((key) => key.slice(field.length + 1));
      if (!values.length) continue;
      const name = word("field." + field);
      room(policykgLabels.width(name, font) + 90);
      made.append(text(name, x, y + 4.5, { fill: colour("soft") }));
      x += policykgLabels.width(name, font) + 14;
      for (const value of values) {
        const said = word(`${field}.${value}`), half = field === "relation" ? 15 : 8;
        room(2 * half + policykgLabels.width(said, font) + 6);
        const drawn = sign(value);
        drawn.setAttribute("transform", `translate(${x + half} ${y})`);
        made.append(drawn, text(said, x + 2 * half + 4, y + 4.5, { fill: colour("ink") }));
        x += 2 * half + 4 + policykgLabels.width(said, font) + 14;
      }
      x += 12;
    }
    return [made, y + ROW];
  }

  function drawSketch() {
    const colour = paperColours(), { width, height, back, lines: drawn, marks, labels, front, lit, opacity } = renderer.sketch();
    const family = getComputedStyle(document.body).fontFamily, font = "13px " + family;
    const seenNodes = marks.map((mark) => nodes[mark.node]), seenLines = drawn.map((one) => lines[one.line]);
    const [signs, high] = legend(seenNodes, seenLines, width, colour, font);
    const heading = picture.title || document.title, top = 52 + high;
    const root = svg("svg", { width, height: top + height, viewBox: `0 0 ${width} ${top + height}`, "font-family": family, "font-size": 12, lang: document.documentElement.lang });
    const named = svg("title");
    named.textContent = clean(heading);
    const frame = svg("clipPath", { id: "frame" }, svg("rect", { x: 0, y: 0, width, height }));
    signs.setAttribute("transform", "translate(0 58)");
    const counted = words("save.counts", { documents: seenNodes.filter((node) => node.kind === "document").length, lines: seenLines.reduce((sum, line) => sum + (policykg.isCitation(line) ? line.times : 0), 0) });
    root.append(named, svg("defs", {}, frame), svg("rect", { width, height: top + height, fill: colour("paper") }),
      text(heading, MARGIN, 32, { "font-size": 20, "font-weight": 600, fill: colour("ink") }),
      text(counted, width - MARGIN, 32, { "font-size": 13, "text-anchor": "end", fill: colour("soft") }), signs);
    const scene = svg("g", { transform: `translate(0 ${top})`, "clip-path": "url(#frame)" });
    const extra = (parts) => svg("g", {}, ...parts.map(([tag, attributes, words]) => {
      const its = resolved(attributes, colour);
      return words === undefined ? svg(tag, its) : text(words, its.x, its.y, its);
    }));
    const faint = (is) => (lit && !is ? FAINT : 1);
    const paths = svg("g", { class: "lines" }), shapes = svg("g", { class: "marks" }), letters = svg("g", { class: "labels" });
    for (const { line, d, head } of drawn) {
      const relation = lines[line].relation, bright = lit && lit.along.has(line) ? 1 : opacity * faint(false);
      paths.append(svg("g", { opacity: bright.toFixed(3) }, svg("path", { d, ...stroke(relation, colour) }), arrowhead(relation, head, colour)));
    }
    for (const { node, x, y, r } of marks) {
      shapes.append(markOf(nodes[node], r, colour, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, opacity: faint(lit && lit.near.has(node)) }));
    }
    for (const { x, y, align, text: its, soft } of labels) {
      letters.append(text(its, x, y + 4.2, { "text-anchor": { start: "start", end: "end", center: "middle" }[align], fill: colour(soft ? "soft" : "ink"),
        stroke: colour("paper"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }));
    }
    scene.append(extra(back), paths, shapes, letters, extra(front));
    root.append(scene);
    return { width, height: top + height, root, source: new XMLSerializer().serializeToString(root) };
  }

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 20000);
  }
  const fileName = (ending) => clean(picture.title || document.title).replace(/[\p{C}\\/:*?"<>|]+/gu, " ").trim().slice(0, 80) + ending;
  const savers = {
    svg: () => download(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', drawSketch().source], { type: "image/svg+xml" }), fileName(".svg")),
    png: async () => {
      const { width, height, source } = drawSketch();
      const image = new Image(), scale = Math.min(SCALE, WIDEST / Math.max(width, height));
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => download(blob, fileName(".png")), "image/png");
    },
    documents: () => download(new Blob([policykgTables.documents()], { type: "text/csv;charset=utf-8" }), fileName(` ${word("save.documents.file")}.csv`)),
    citations: () => download(new Blob([policykgTables.citations()], { type: "text/csv;charset=utf-8" }), fileName(` ${word("save.citations.file")}.csv`)),
  };

  policykg.onStart.push((its) => {
    renderer = its;
    const close = policykg.disclose(at("save"), at("formats"));
    for (const button of at("formats").querySelectorAll("[data-save]")) {
      const name = button.dataset.save;
      button.hidden = !renderer.sketch && (name === "svg" || name === "png");
      button.addEventListener("click", () => { at("save").focus(); close(); savers[name](); });
    }
  });
  return { sketch: () => renderer.sketch(), source: () => drawSketch().source, drawn: () => drawSketch().root, where: () => (renderer.where ? renderer.where() : null) };
})();
