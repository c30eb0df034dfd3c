/* The layers and years of a citation map: bands behind the marks, names and years before them. */
"use strict";
const policykgAxes = (() => {
  const { picture, nodes, word, svg, nodeShown } = policykg;
  const { axes } = picture;
  const GUTTER = 92, RULER = 26, EDGE = 14; // names of layers, years, free border
  const FAMILY = getComputedStyle(document.body).fontFamily;

  const PARTS = [ // how they are saved
    ["odd", { fill: "--band" }], ["band", { fill: "--paper" }], ["gutter", { fill: "--paper", opacity: 0.94 }], ["ruler", { fill: "--paper", opacity: 0.94 }],
    ["layer-name", { fill: "--ink", "font-size": 14, "font-weight": 600 }], ["layer-count", { fill: "--soft" }], ["year", { fill: "--soft" }],
    ["first", { stroke: "--soft" }], ["gap", { stroke: "--line", "stroke-dasharray": "2 5" }], ["grid", { stroke: "--line", opacity: 0.55 }], ["rule", { stroke: "--line" }],
  ];

  /* toX, toY: from the positions of the page to pixels of the drawing. */
  function drawBands(bands, { toY, width }) {
    bands.replaceChildren(...axes.layers.map((layer, index) => svg("rect", { class: index % 2 ? "band odd" : "band", x: 0, width,
      y: toY(layer.y), height: toY(layer.y + layer.height) - toY(layer.y) })));
  }
  function drawGrid(grid, { toX, toY }) {
    const up = toY(0), down = toY(axes.height);
    grid.replaceChildren(...axes.years.map((year, index) => {
      const x = toX(year.x + (year.year === "gap" ? year.width / 2 : 0));
      const kind = year.year === "gap" ? "grid gap" : axes.years[index - 1] && axes.years[index - 1].year === null ? "grid first" : "grid";
      return svg("line", { class: kind, x1: x, x2: x, y1: up, y2: down });
    }));
  }
  function drawNames(frame, { toX, toY, width, height }) {
    const counts = new Map();
    nodes.forEach((node) => { if (nodeShown(node)) counts.set(node.level, (counts.get(node.level) || 0) + 1); });
    const names = axes.layers.map((layer) => {
      const above = toY(layer.y), below = toY(layer.y + layer.height), from = Math.max(above, RULER), to = Math.min(below, height);
      const middle = to - from > 44 ? (from + to) / 2 : (above + below) / 2, tall = below - above > 36;
      const called = word("level." + layer.level), documents = policykg.thousands(counts.get(layer.level) || 0);
      const beside = 22 + policykgLabels.width(called, "600 14px " + FAMILY), fits = tall || beside + policykgLabels.width(documents, "12px " + FAMILY) < GUTTER;
      const name = svg("text", { class: "layer-name", x: 14, y: tall ? middle : middle + 5 }), count = svg("text", { class: "layer-count", x: tall ? 14 : beside, y: tall ? middle + 17 : middle + 5 });
      if (below - above > 16) { // a layer thinner than its name has none until one zooms in
        name.textContent = called;
        count.textContent = fits ? documents : "";
      }
      return svg("g", {}, name, count, svg("line", { class: "rule", x1: 0, x2: width, y1: below, y2: below }));
    });
    const ruler = [];
    let last = -Infinity;
    for (const year of axes.years) {
      const x = toX(year.x), text = year.year === null ? word("axis.undated") : year.year === "gap" ? "⋯" : String(year.year);
      const room = year.year === "gap" ? 14 : year.year === null ? 52 : 36;
      if (x < GUTTER - 4 || x > width || x - last < 0) continue;
      last = x + room;
      const label = svg("text", { class: "year", x: x + 3, y: RULER - 9 });
      label.textContent = text;
      ruler.push(label);
    }
    frame.replaceChildren(svg("rect", { class: "gutter", x: 0, y: 0, width: GUTTER, height }), ...names,
      svg("rect", { class: "ruler", x: 0, y: 0, width, height: RULER }), svg("line", { class: "rule", x1: 0, x2: width, y1: RULER, y2: RULER }), ...ruler);
  }

  /* What was drawn, as save.js takes it; `right` and `down`: how far its group is moved. */
  function partsOf(group, right = 0, down = 0) {
    return [...group.querySelectorAll("rect, line, text")].map((part) => {
      const colours = PARTS.find(([name]) => part.classList.contains(name))[1];
      const place = {};
      for (const name of ["x", "y", "x1", "x2", "y1", "y2", "width", "height"]) {
        if (part.hasAttribute(name)) place[name] = Number(part.getAttribute(name)) + (name[0] === "x" ? right : name[0] === "y" ? down : 0);
      }
      return part.tagName === "text" ? [part.tagName, { ...place, ...colours }, part.textContent] : [part.tagName, { ...place, ...colours }];
    });
  }

  return { GUTTER, RULER, EDGE, drawBands, drawGrid, drawNames, partsOf };
})();
