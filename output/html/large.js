/* The citation map of a whole corpus. Marks are drawn by sigma.js (WebGL), lines below them on a plain canvas (raster.js); an SVG above has the
   names of layers and years, the labels that find room, and what is lit. Positions come with the page. The first picture does not
   wait for sigma: its marks are on a plain canvas too, and sigma is started, step by step, once one can point, click and search. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word, svg, group, element, shapeOf, shapePath, shapeClass, nodeShown, lineShown } = policykg;
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
  box.append(ground, policykgRaster.sheet, stage, cover);

  const radius = nodes.map((node) => Math.min(11, 4.5 + 1.5 * Math.sqrt(node.cited)));
  const opacity = clamp(0.5 * Math.sqrt(500 / lines.length), 0.06, 0.5);
  let width = 0, height = 0, stretchX = 1, stretchY = 1, lit = null, pointed = null;
  let sigma = null, camera = null, graph = null, colour = policykg.palette();
  let toX = (x) => x, toY = (y) => y; // from positions of the page to pixels of the drawing
  const space = () => ({ toX, toY, width, height });

  /* At ratio 1 of sigma's camera the whole picture fits: its units are pixels of the drawing then. */
  function stretch() {
    stretchX = Math.max(0.001, (width - GUTTER - 2 * EDGE - ROOM) / Math.max(axes.width, 1));
    stretchY = Math.max(0.001, Math.min(1.9, (height - RULER) / Math.max(axes.height, 1)));
  }
  const place = (node) => ({ x: node.x * stretchX, y: -node.y * stretchY });
  const bounds = () => ({ x: [-GUTTER - EDGE, width - GUTTER - EDGE], y: [RULER - height, RULER] });

  const shrink = (ratio) => clamp((ROW * stretchY) / ratio / PITCH, 0.35, 1); // marks shrink where their places come closer than they are wide
  function readSpace() {
    if (!sigma) {
      toX = (x) => GUTTER + EDGE + x * stretchX;
      toY = (y) => RULER + y * stretchY;
      return;
    }
    const zero = sigma.graphToViewport({ x: 0, y: 0 }), far = sigma.graphToViewport({ x: 1000 * stretchX, y: -1000 * stretchY });
    const byX = (far.x - zero.x) / 1000, byY = (far.y - zero.y) / 1000;
    toX = (x) => zero.x + x * byX;
    toY = (y) => zero.y + y * byY;
  }
  const drawnRadius = (index) => radius[index] * shrink(camera ? camera.ratio : 1);

  let rest = 0, stale = false;
  function drawCover() {
    readSpace();
    policykgAxes.drawBands(bands, space());
    policykgAxes.drawGrid(grid, space());
    policykgAxes.drawNames(frame, space());
    if (!policykgRaster.moveLines(space())) stale = true;
    labelLayer.replaceChildren();
    lightUp();
    clearTimeout(rest);
    rest = setTimeout(() => {
      labelLayer.replaceChildren(...labelsFor(visible()));
      if (stale) drawLines();
    }, REST);
  }
  function drawLines(done) {
    stale = false;
    policykgRaster.drawLines(space(), colour, opacity, done);
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
    if (!sigma || camera.ratio >= 1) return; // all of it is in sight
    const x = toX(nodes[index].x), y = toY(nodes[index].y);
    if (x > GUTTER + 20 && x < width - 150 && y > RULER + 10 && y < height - 10) return;
    const middle = sigma.viewportToFramedGraph({ x: x - GUTTER / 2, y });
    camera.setState({ x: middle.x, y: middle.y });
  }
  const fit = () => { if (sigma) camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }); };
  const zoom = (factor) => stand() && camera.setState(sigma.getViewportZoomedState({ x: width / 2, y: height / 2 }, camera.getBoundedRatio(camera.ratio / factor)));
  const spot = (index) => [nodes[index].x, nodes[index].y];
  const focus = (index) => light(index === null ? policykgPanel.selection() : { node: index });

  /* What lies in the middle, as laid out, and how much larger than fitted: the same on every screen. */
  function where() {
    if (!sigma || camera.ratio === 1 && camera.x === 0.5 && camera.y === 0.5) return null;
    const { x, y } = sigma.viewportToGraph({ x: width / 2, y: height / 2 });
    return [x / stretchX, -y / stretchY, 1 / camera.ratio];
  }
  function go(place) {
    fit();
    if (!place) return;
    if (!stand()) {
      policykgParsed().then(() => go(place));
      return;
    }
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
    if (matchMedia("print").matches || !box.clientWidth || !box.clientHeight || (width === box.clientWidth && height === box.clientHeight)) return;
    width = box.clientWidth;
    height = box.clientHeight;
    stretch();
    if (!sigma) {
      drawPlain();
      return;
    }
    graph.updateEachNodeAttributes((key, attributes) => Object.assign(attributes, place(nodes[key])));
    sigma.setCustomBBox(bounds());
    sigma.resize();
    sigma.refresh();
  }
  /* Canvases would be stretched to the sheet, in the colours of the screen: on paper stands the drawing that is saved. */
  let printed = null;
  addEventListener("beforeprint", () => {
    printed = policykgSave.drawn();
    printed.setAttribute("class", "printed");
    box.append(printed);
  });
  addEventListener("afterprint", () => { if (printed) printed.remove(); });
  function drawPlain() {
    stale = true;
    drawCover();
    policykgRaster.drawMarks(stage, space(), colour, drawnRadius);
  }
  function repaint() {
    colour = policykg.palette();
    if (sigma) graph.updateEachNodeAttributes((key, attributes) => Object.assign(attributes, { color: colour(nodes[key].level) }));
    refresh();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  function refresh() {
    stage.setAttribute("aria-label", word("drawing.label"));
    lit = policykgPanel.selection();
    stale = true;
    if (sigma) sigma.refresh();
    else if (width) drawPlain();
  }

  /* sigma in steps, each short; who zooms before it stands takes the rest of them at once. */
  const steps = [
    () => ["graphology", "sigma", "shapes"].forEach(policykgRun),
    () => {
      graph = new graphology({ type: "directed" });
      const colours = new Map(axes.layers.map(({ level }) => [level, colour(level)]));
      nodes.forEach((node, index) => graph.addNode(String(index), { ...place(node), size: radius[index], color: colours.get(node.level),
        shape: policykgShapes.numberOf(shapeOf(node), policykg.fillOf(node.status)) }));
    },
    () => {
      const made = new policykgShapes.Stage(new graphology(), stage, {
        defaultNodeType: "shape", nodeProgramClasses: { shape: policykgShapes.Program },
        renderLabels: false, defaultDrawNodeHover: () => {}, stagePadding: 0, zIndex: false,
        zoomToSizeRatioFunction: (ratio) => 1 / shrink(ratio), minCameraRatio: Math.min(stretchX, stretchY) / 2, maxCameraRatio: 2,
        nodeReducer: (key, node) => (nodeShown(nodes[key]) ? node : { ...node, hidden: true }),
        allowInvalidContainer: true,
      });
      made.setCustomBBox(bounds());
      made.setGraph(graph); // after its bounds are known: it is worked through once
      listen(made);
      sigma = made;
      camera = made.getCamera();
    },
  ];
  function stand() {
    if (steps.length && document.readyState === "loading") return false; // the scripts are still to come
    while (steps.length) steps.shift()();
    return true;
  }
  function standLater() {
    if (steps.length) steps.shift()();
    if (steps.length) setTimeout(standLater, 30);
  }

  function point(x, y, event) {
    const what = stage.contains(event.target) && x >= 0 && y >= 0 && x <= width && y <= height ? under({ x, y }) : null, same = JSON.stringify(what) === JSON.stringify(pointed);
    policykgPanel.hint(what, event);
    if (same) return;
    pointed = what;
    stage.classList.toggle("pointing", Boolean(what));
    light(what || policykgPanel.selection());
  }
  function listen(made) {
    made.on("afterRender", () => {
      policykgRaster.dropMarks();
      drawCover();
    });
    made.getCamera().on("updated", policykg.changed);
    const captor = made.getMouseCaptor();
    captor.on("mousemovebody", (event) => { if (!captor.isMouseDown && !captor.isMoving) point(event.x, event.y, event.original); });
    made.on("clickStage", ({ event }) => policykgPanel.select(under(event)));
  }
  const inBox = (event) => { const { left, top } = stage.getBoundingClientRect(); return [event.clientX - left, event.clientY - top]; };
  document.addEventListener("mousemove", (event) => {
    if (sigma) return;
    if (event.buttons !== 1 || !stage.contains(event.target)) point(...inBox(event), event);
    else if (stand()) sigma.getCanvases().mouse.dispatchEvent(new MouseEvent("mousedown", event)); // dragged from here on
  });
  stage.addEventListener("click", (event) => {
    const [x, y] = inBox(event);
    if (!sigma) policykgPanel.select(under({ x, y }));
  });
  stage.addEventListener("wheel", (event) => {
    if (sigma) return;
    event.preventDefault();
    if (stand()) sigma.getCanvases().mouse.dispatchEvent(new WheelEvent("wheel", event));
  }, { passive: false });

  const renderer = { refresh, mark: light, show, fit, zoom, spot, focus, where, go, sketch };
  policykgPanel.start(renderer); // first: what stands above the drawing takes its height
  policykgKeys.listen(stage, renderer);
  measure();
  new ResizeObserver(measure).observe(box);
  Object.assign(globalThis, { policykg, policykgPanel }); // as the scripts of a small page leave them
  const shown = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))); // when a frame has been drawn
  (async () => {
    await shown();
    policykg.readyAt = performance.now(); // marks are drawn, pointer, keyboard, search and filters answer
    await new Promise((resolve) => drawLines(resolve));
    await policykgParsed();
    standLater();
    (await policykgInflate("evidence")).forEach((mentions, index) => { lines[index].mentions = mentions; });
    if (policykgPanel.selection()) policykgPanel.draw();
    await policykgParsed();
    while (!sigma) await new Promise((resolve) => setTimeout(resolve, 30));
    policykg.wholeAt = performance.now(); // nothing more is to come
  })();
})();
