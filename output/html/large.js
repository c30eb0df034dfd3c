/* The citation map of a whole corpus. sigma.js draws marks and lines by WebGL; an SVG above it has the names of layers and
   years, the labels that find room, and what is lit. Positions come with the page. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word, group, svg, element, shapeOf, shapePath, shapeClass, nodeShown, lineShown } = policykg;
  const { axes } = picture;
  const { GUTTER, RULER, EDGE } = policykgAxes;
  const FONT = "12px " + getComputedStyle(document.body).fontFamily;
  const ROW = 26, PITCH = 16; // of the rows as laid out, and as drawn where marks have their full size
  const ROOM = 110; // to the right, for labels
  const LABELS = 800; // of the documents in sight, the weightiest, whose labels are tried for room
  const REST = 140; // milliseconds without motion after which labels are drawn
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const box = at("drawing");
  const ground = svg("svg", { class: "sheet", "aria-hidden": "true" }), cover = svg("svg", { class: "sheet cover", "aria-hidden": "true" });
  const bands = svg("g"), grid = svg("g"), labelLayer = svg("g", { class: "labels" }), litLayer = svg("g", { class: "above" }), frame = svg("g");
  const stage = element("div", { class: "sheet", role: "application", tabindex: 0 });
  ground.append(bands, grid);
  cover.append(labelLayer, litLayer, frame);
  box.append(ground, stage, cover);

  const radius = nodes.map((node) => Math.min(11, 4.5 + 1.5 * Math.sqrt(node.cited)));
  const opacity = clamp(0.5 * Math.sqrt(500 / lines.length), 0.06, 0.5);
  let width = 0, height = 0, stretchX = 1, stretchY = 1, lit = null, pointed = null;
  let sigma = null, camera = null, graph = null;
  let toX = (x) => x, toY = (y) => y; // from positions of the page to pixels of the drawing

  function readColours() {
    const colour = policykg.palette();
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

  const shrink = (ratio) => clamp((ROW * stretchY) / ratio / PITCH, 0.35, 1); // marks shrink where their places come closer than they are wide
  function readSpace() {
    const zero = sigma.graphToViewport({ x: 0, y: 0 }), far = sigma.graphToViewport({ x: 1000 * stretchX, y: -1000 * stretchY });
    const byX = (far.x - zero.x) / 1000, byY = (far.y - zero.y) / 1000;
    toX = (x) => zero.x + x * byX;
    toY = (y) => zero.y + y * byY;
  }
  const drawnRadius = (index) => radius[index] * shrink(camera.ratio);

  let rest = 0;
  function drawCover() {
    readSpace();
    const space = { toX, toY, width, height };
    policykgAxes.drawBands(bands, space);
    policykgAxes.drawGrid(grid, space);
    policykgAxes.drawNames(frame, space);
    labelLayer.replaceChildren();
    lightUp();
    clearTimeout(rest);
    rest = setTimeout(() => { labelLayer.replaceChildren(...labelsFor(visible())); }, REST);
  }

  /* What stands in the drawing now. */
  function visible() {
    const shown = [];
    nodes.forEach((node, index) => {
      const x = toX(node.x), y = toY(node.y);
      if (x > GUTTER && x < width && y > RULER && y < height && nodeShown(node)) shown.push(index);
    });
    return shown;
  }
  function spotsFor(shown, first) {
    const spots = shown.map((index) => ({ x: toX(nodes[index].x), y: toY(nodes[index].y), r: drawnRadius(index) + 1, text: nodes[index].label,
      weight: nodes[index].cited * 4 + (nodes[index].status === "full" ? 2 : 0), must: index === first }));
    return [...policykgLabels.place(spots, FONT, [GUTTER, RULER, width, height], LABELS)].map(([spot, its]) =>
      ({ ...its, text: spots[spot].text, soft: nodes[shown[spot]].status !== "full" }));
  }
  const labelsFor = (shown, first) => spotsFor(shown, first).map(({ x, y, align, text, soft }) => {
    const label = svg("text", { class: "label " + align + (soft ? " stub" : ""), x: x.toFixed(1), y: (y + 4.2).toFixed(1) });
    label.textContent = text;
    return label;
  });

  /* A line as paths: itself, and its arrow. */
  function straight({ source, target }) {
    const x1 = toX(nodes[source].x), y1 = toY(nodes[source].y), x2 = toX(nodes[target].x), y2 = toY(nodes[target].y);
    const angle = Math.atan2(y2 - y1, x2 - x1), gap = drawnRadius(target) + 3, x = x2 - gap * Math.cos(angle), y = y2 - gap * Math.sin(angle);
    const wing = (turned) => `${(x - 7 * Math.cos(angle + turned)).toFixed(1)} ${(y - 7 * Math.sin(angle + turned)).toFixed(1)}`, end = `${x.toFixed(1)} ${y.toFixed(1)}`;
    return { d: `M${x1.toFixed(1)} ${y1.toFixed(1)}L${end}`, head: `M${wing(0.4)}L${end}L${wing(-0.4)}` };
  }

  /* What is lit stands above the picture, which fades as a whole. */
  function lightUp() {
    box.classList.toggle("lit", Boolean(lit));
    if (!lit) { litLayer.replaceChildren(); return; }
    const { near, along } = policykgPanel.around(lit);
    const shown = [...near].filter((index) => nodeShown(nodes[index]));
    const drawn = [...along].filter((index) => lineShown(lines[index])).flatMap((index) => {
      const { d, head } = straight(lines[index]), its = group(lines[index].relation);
      return [svg("path", { class: its, d }), svg("path", { class: "head " + its, d: head })];
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
  const spot = (index) => [nodes[index].x, nodes[index].y];
  const focus = (index) => light(index === null ? policykgPanel.selection() : { node: index });

  /* What lies in the middle, as laid out, and how much larger than fitted: the same on every screen. */
  function where() {
    if (camera.ratio === 1 && camera.x === 0.5 && camera.y === 0.5) return null;
    const { x, y } = sigma.viewportToGraph({ x: width / 2, y: height / 2 });
    return [x / stretchX, -y / stretchY, 1 / camera.ratio];
  }
  function go(place) {
    fit();
    if (!place) return;
    const { x, y } = sigma.viewportToFramedGraph(sigma.graphToViewport({ x: clamp(place[0], 0, axes.width) * stretchX, y: -clamp(place[1], 0, axes.height) * stretchY }));
    camera.setState({ x, y, ratio: camera.getBoundedRatio(1 / place[2]) });
  }
  function sketch() {
    const seen = visible(), inside = new Set(seen), around = lit ? policykgPanel.around(lit) : null;
    return { width, height, lit: around, opacity,
      marks: seen.map((node) => ({ node, x: toX(nodes[node].x), y: toY(nodes[node].y), r: drawnRadius(node) })),
      lines: lines.map((_, line) => line).filter((line) => lineShown(lines[line]) && (inside.has(lines[line].source) || inside.has(lines[line].target)))
        .map((line) => ({ line, ...straight(lines[line]) })),
      labels: spotsFor(around ? [...around.near].filter((index) => inside.has(index)) : seen, lit ? lit.node : undefined),
      back: [...policykgAxes.partsOf(bands), ...policykgAxes.partsOf(grid)], front: policykgAxes.partsOf(frame) };
  }

  /* The nearest mark, else the nearest line. */
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
  function refresh() {
    stage.setAttribute("aria-label", word("drawing.label"));
    lit = policykgPanel.selection();
    if (sigma) sigma.refresh();
  }

  const renderer = { refresh, mark: light, show, fit, zoom, spot, focus, where, go, sketch };
  policykgPanel.start(renderer); // first: what stands above the drawing takes its height
  refresh();
  width = box.clientWidth;
  height = box.clientHeight;
  stretch();
  graph = new graphology({ multi: true, type: "directed" });
  nodes.forEach((node, index) => graph.addNode(String(index), { ...place(node), size: radius[index], color: colours.own[node.level],
    shape: policykgShapes.numberOf(shapeOf(node), node.status === "cited-only" || node.status === "planned") }));
  lines.forEach((line, index) => graph.addDirectedEdgeWithKey(String(index), String(line.source), String(line.target), { color: colours.line[group(line.relation)] }));
  sigma = new Sigma(new graphology(), stage, {
    defaultNodeType: "shape", nodeProgramClasses: { shape: policykgShapes.Program },
    defaultEdgeType: "line", edgeProgramClasses: { line: Sigma.rendering.EdgeLineProgram },
    renderLabels: false, defaultDrawNodeHover: () => {}, stagePadding: 0, zIndex: false, hideEdgesOnMove: lines.length > 20000,
    zoomToSizeRatioFunction: (ratio) => 1 / shrink(ratio), minCameraRatio: Math.min(stretchX, stretchY) / 2, maxCameraRatio: 2,
    nodeReducer: (key, node) => (nodeShown(nodes[key]) ? node : { ...node, hidden: true }),
    edgeReducer: (key, edge) => (lineShown(lines[key]) ? edge : { ...edge, hidden: true }),
    allowInvalidContainer: true,
  });
  camera = sigma.getCamera();
  sigma.on("afterRender", drawCover);
  sigma.setCustomBBox(bounds());
  sigma.setGraph(graph); // after its bounds are known: it is worked through once
  camera.on("updated", policykg.changed);

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

  policykgKeys.listen(stage, renderer);
  new ResizeObserver(measure).observe(box);
  Object.assign(globalThis, { policykg, policykgPanel }); // as the scripts of a small page leave them
  requestAnimationFrame(() => { policykg.readyAt = performance.now(); }); // drawn, pointer and keyboard at work
  setTimeout(async () => { // the sentences, after the first drawing
    (await policykgInflate("evidence")).forEach((mentions, index) => { lines[index].mentions = mentions; });
    if (policykgPanel.selection()) policykgPanel.draw();
  }, 300);
})();
