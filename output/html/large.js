/* The citation map of a whole corpus. sigma.js draws marks and lines by WebGL; an SVG above it has the names of layers and
   years, the labels that find room, and what is lit. Positions come with the page. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word, group, svg, element, shapeOf, shapePath, shapeClass, nodeShown, lineShown, title } = policykg;
  const { axes } = picture;
  const { GUTTER, RULER, EDGE, step } = policykgAxes;
  const FONT = "12px " + getComputedStyle(document.body).fontFamily;
  const ROW = 26, PITCH = 16; // of the rows as laid out, and as drawn where marks have their full size
  const ROOM = 110; // to the right, for labels
  const REST = 140; // milliseconds without motion after which labels are drawn
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const box = at("drawing");
  const ground = svg("svg", { class: "sheet", "aria-hidden": "true" }), cover = svg("svg", { class: "sheet cover", "aria-hidden": "true" });
  const bands = svg("g"), grid = svg("g"), labelLayer = svg("g", { class: "labels" }), litLayer = svg("g", { class: "above" }), frame = svg("g");
  const stage = element("div", { class: "sheet", role: "application", tabindex: 0 }), spoken = element("p", { class: "spoken", role: "status" });
  ground.append(bands, grid);
  cover.append(labelLayer, litLayer, frame);
  box.append(ground, stage, cover, spoken);

  const radius = nodes.map((node) => Math.min(11, 4.5 + 1.5 * Math.sqrt(node.cited)));
  const opacity = clamp(0.5 * Math.sqrt(500 / lines.length), 0.06, 0.5);
  let width = box.clientWidth, height = box.clientHeight, stretchX = 1, stretchY = 1, lit = null, focused = -1, pointed = null;
  let toX = (x) => x, toY = (y) => y; // from positions of the page to pixels of the drawing

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  function readColours() {
    const own = Object.fromEntries(axes.layers.map((layer) => [layer.level, colour(layer.level)]));
    const line = {};
    for (const name of new Set(lines.map((each) => group(each.relation)))) { // sigma blends colours that are multiplied by their opacity already
      const [red, green, blue] = Sigma.utils.colorToArray(colour(name));
      line[name] = `rgba(${[red, green, blue].map((part) => Math.round(part * opacity)).join(",")},${opacity.toFixed(3)})`;
    }
    return { own, line };
  }
  let colours = readColours();

  /* At ratio 1 of sigma's camera the whole picture fits: its units are pixels of the drawing then. */
  function stretch() {
    stretchX = Math.max(0.001, (width - GUTTER - 2 * EDGE - ROOM) / Math.max(axes.width, 1));
    stretchY = Math.max(0.001, Math.min(1.9, (height - RULER) / Math.max(axes.height, 1)));
  }
  const place = (node) => ({ x: node.x * stretchX, y: -node.y * stretchY });
  const bounds = () => ({ x: [-GUTTER - EDGE, width - GUTTER - EDGE], y: [RULER - height, RULER] });

  stretch();
  const graph = new graphology({ multi: true, type: "directed" });
  nodes.forEach((node, index) => graph.addNode(String(index), { ...place(node), size: radius[index], color: colours.own[node.level],
    shape: policykgShapes.numberOf(shapeOf(node), node.status === "cited-only" || node.status === "planned") }));
  lines.forEach((line, index) => graph.addDirectedEdgeWithKey(String(index), String(line.source), String(line.target), { color: colours.line[group(line.relation)] }));
  const shrink = (ratio) => clamp((ROW * stretchY) / ratio / PITCH, 0.35, 1); // marks shrink where their places come closer than they are wide
  const sigma = new Sigma(new graphology(), stage, {
    defaultNodeType: "shape", nodeProgramClasses: { shape: policykgShapes.Program },
    defaultEdgeType: "line", edgeProgramClasses: { line: Sigma.rendering.EdgeLineProgram },
    renderLabels: false, defaultDrawNodeHover: () => {}, stagePadding: 0, zIndex: false, hideEdgesOnMove: lines.length > 20000,
    zoomToSizeRatioFunction: (ratio) => 1 / shrink(ratio), minCameraRatio: Math.min(stretchX, stretchY) / 2, maxCameraRatio: 2,
    nodeReducer: (key, node) => (nodeShown(nodes[key]) ? node : { ...node, hidden: true }),
    edgeReducer: (key, edge) => (lineShown(lines[key]) ? edge : { ...edge, hidden: true }),
    allowInvalidContainer: true,
  });
  sigma.setCustomBBox(bounds());
  sigma.setGraph(graph); // after its bounds are known: it is worked through once
  const camera = sigma.getCamera();

  function readSpace() {
    const zero = sigma.graphToViewport({ x: 0, y: 0 }), far = sigma.graphToViewport({ x: 1000 * stretchX, y: -1000 * stretchY });
    const byX = (far.x - zero.x) / 1000, byY = (far.y - zero.y) / 1000;
    toX = (x) => zero.x + x * byX;
    toY = (y) => zero.y + y * byY;
  }
  const drawnRadius = (index) => radius[index] * shrink(camera.ratio);

  let rest = 0;
  sigma.on("afterRender", () => {
    readSpace();
    const space = { toX, toY, width, height };
    policykgAxes.drawBands(bands, space);
    policykgAxes.drawGrid(grid, space);
    policykgAxes.drawNames(frame, space);
    labelLayer.replaceChildren();
    lightUp();
    clearTimeout(rest);
    rest = setTimeout(() => { labelLayer.replaceChildren(...labelsFor(visible())); }, REST);
    policykg.readyAt = policykg.readyAt || performance.now();
  });

  /* What stands in the drawing now. */
  function visible() {
    const shown = [];
    nodes.forEach((node, index) => {
      const x = toX(node.x), y = toY(node.y);
      if (x > GUTTER && x < width && y > RULER && y < height && nodeShown(node)) shown.push(index);
    });
    return shown;
  }
  function labelsFor(shown, first) {
    const spots = shown.map((index) => ({ x: toX(nodes[index].x), y: toY(nodes[index].y), r: drawnRadius(index) + 1, text: nodes[index].label,
      weight: nodes[index].cited * 4 + (nodes[index].status === "full" ? 2 : 0), must: index === first }));
    return [...policykgLabels.place(spots, FONT, [GUTTER, RULER, width, height])].map(([spot, spotPlace]) => {
      const label = svg("text", { class: "label " + spotPlace.align + (nodes[shown[spot]].status === "full" ? "" : " stub"), x: spotPlace.x.toFixed(1), y: (spotPlace.y + 4.2).toFixed(1) });
      label.textContent = spots[spot].text;
      return label;
    });
  }

  /* What is lit stands above the picture, which fades as a whole. */
  function lightUp() {
    box.classList.toggle("lit", Boolean(lit));
    if (!lit) { litLayer.replaceChildren(); return; }
    const { near, along } = policykgPanel.around(lit);
    const shown = [...near].filter((index) => nodeShown(nodes[index]));
    const drawn = [...along].filter((index) => lineShown(lines[index])).map((index) => {
      const { source, target, relation } = lines[index];
      const x1 = toX(nodes[source].x), y1 = toY(nodes[source].y), x2 = toX(nodes[target].x), y2 = toY(nodes[target].y);
      const angle = Math.atan2(y2 - y1, x2 - x1), gap = drawnRadius(target) + 3, x = x2 - gap * Math.cos(angle), y = y2 - gap * Math.sin(angle);
      const wing = (turned) => `${(x - 7 * Math.cos(angle + turned)).toFixed(1)} ${(y - 7 * Math.sin(angle + turned)).toFixed(1)}`;
      return svg("path", { class: group(relation), d: `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}M${wing(0.4)}L${x.toFixed(1)} ${y.toFixed(1)}L${wing(-0.4)}` });
    });
    const marks = shown.map((index) => svg("g", { class: index === lit.node ? "mark chosen" : "mark",
      transform: `translate(${toX(nodes[index].x).toFixed(1)} ${toY(nodes[index].y).toFixed(1)})` },
    svg("path", { class: shapeClass(nodes[index]), d: shapePath(shapeOf(nodes[index]), Math.max(drawnRadius(index), 4)) })));
    litLayer.replaceChildren(...drawn, ...marks, ...labelsFor(shown, lit.node));
  }
  function light(what) {
    lit = what;
    lightUp();
  }

  function show(index) {
    const x = toX(nodes[index].x), y = toY(nodes[index].y);
    if (x > GUTTER + 20 && x < width - 150 && y > RULER + 10 && y < height - 10) return;
    const middle = sigma.viewportToFramedGraph({ x: x - GUTTER / 2, y });
    camera.setState({ x: middle.x, y: middle.y });
  }
  const fit = () => camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  const zoom = (factor) => camera.setState(sigma.getViewportZoomedState({ x: width / 2, y: height / 2 }, camera.getBoundedRatio(camera.ratio / factor)));

  /* ---- pointer: the nearest mark, else the nearest line ---- */
  function under({ x, y }) {
    let best = null, nearest = 5;
    nodes.forEach((node, index) => {
      const dx = toX(node.x) - x, dy = toY(node.y) - y, reach = nearest + drawnRadius(index);
      if (dx * dx + dy * dy < reach * reach && nodeShown(node)) { nearest = Math.hypot(dx, dy) - drawnRadius(index); best = { node: index }; }
    });
    if (best) return best;
    nearest = 4;
    lines.forEach((line, index) => {
      const ax = toX(nodes[line.source].x), ay = toY(nodes[line.source].y), bx = toX(nodes[line.target].x), by = toY(nodes[line.target].y);
      if (x < Math.min(ax, bx) - 4 || x > Math.max(ax, bx) + 4 || y < Math.min(ay, by) - 4 || y > Math.max(ay, by) + 4) return;
      const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1, t = clamp(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0, 1);
      const distance = Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y);
      if (distance < nearest && lineShown(line)) { nearest = distance; best = { line: index }; }
    });
    return best;
  }
  const captor = sigma.getMouseCaptor();
  captor.on("mousemovebody", (event) => {
    if (captor.isMouseDown || captor.isMoving) return;
    const inside = event.x >= 0 && event.y >= 0 && event.x <= width && event.y <= height && stage.contains(event.original.target);
    const what = inside ? under(event) : null, same = JSON.stringify(what) === JSON.stringify(pointed);
    policykgPanel.hint(what, event.original);
    if (same) return;
    pointed = what;
    stage.classList.toggle("pointing", Boolean(what));
    light(what || policykgPanel.selection());
  });
  for (const click of ["clickStage", "clickNode"]) sigma.on(click, ({ event }) => policykgPanel.select(under(event)));

  /* ---- keyboard: from mark to mark ---- */
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  stage.addEventListener("keydown", (event) => {
    if (event.key in ARROWS) {
      const next = focused < 0 ? nodes.findIndex(nodeShown) : step(focused, ...ARROWS[event.key]);
      if (next >= 0) {
        focused = next;
        spoken.textContent = [title(nodes[next]), nodes[next].number, word("level." + nodes[next].level), nodes[next].year].filter(Boolean).join(", ");
        show(next);
        light({ node: next });
      }
    } else if ((event.key === "Enter" || event.key === " ") && focused >= 0) policykgPanel.select({ node: focused });
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });

  function measure() {
    if (!box.clientWidth || !box.clientHeight || (width === box.clientWidth && height === box.clientHeight)) return;
    width = box.clientWidth;
    height = box.clientHeight;
    stretch();
    graph.updateEachNodeAttributes((key, attributes) => Object.assign(attributes, place(nodes[key])));
    sigma.setCustomBBox(bounds());
    sigma.resize();
    sigma.refresh();
  }
  function repaint() {
    colours = readColours();
    graph.updateEachNodeAttributes((key, attributes) => Object.assign(attributes, { color: colours.own[nodes[key].level] }));
    graph.updateEachEdgeAttributes((key, attributes) => Object.assign(attributes, { color: colours.line[group(lines[key].relation)] }));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  let started = false;
  function refresh() {
    stage.setAttribute("aria-label", word("drawing.label"));
    lit = policykgPanel.selection();
    if (started) sigma.refresh();
    started = true;
  }
  policykgPanel.start({ refresh, mark: light, show, fit, zoom });
  refresh();
  new ResizeObserver(measure).observe(box);
  Object.assign(globalThis, { policykg, policykgPanel });
  setTimeout(async () => { // the sentences, after the first drawing
    (await policykgInflate("evidence")).forEach((mentions, index) => { lines[index].mentions = mentions; });
    policykgPanel.draw();
  }, 300);
})();
