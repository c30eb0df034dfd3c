/* The view: pyvis's network drawn by vis-network at the positions that came with it. Labels are
   drawn here, at one size on the screen and only where they find room. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word, group, nodeShown, lineShown } = policykg;
  const { network } = picture;
  const FONT = getComputedStyle(document.body).fontFamily;
  const LETTERS = "12px " + FONT;
  const container = at("drawing");
  let lit = null, pointed = null, ringed = null, still = true;
  let canvasSize = container; // on paper the canvas keeps the size it had
  const onPaper = () => matchMedia("print").matches;

  let colour = policykg.palette();
  const spots = new Map(network.nodes.map((node) => [node.id, { x: node.x, y: node.y, size: node.size }]));

  /* The frame that holds all marks shown, with room for the labels to the right of them. */
  function frameOfAll() {
    const shown = network.nodes.filter((node) => nodeShown(nodes[node.id])).map((node) => spots.get(node.id));
    if (!shown.length) return { scale: 1, position: { x: 0, y: 0 } };
    const xs = shown.map((spot) => spot.x), ys = shown.map((spot) => spot.y);
    const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
    const room = Math.min(190, container.clientWidth / 4);
    const scale = Math.max(0.05, Math.min((container.clientWidth - room - 40) / (right - left || 1), (container.clientHeight - 50) / (bottom - top || 1), 1.6));
    return { scale, position: { x: (left + right + (room - 30) / scale) / 2, y: (top + bottom) / 2 } };
  }
  // Marks of a large picture are drawn larger, so that their shapes can still be told apart.
  const grow = Math.max(0.3, Math.min(1, frameOfAll().scale)) ** -0.6;
  spots.forEach((spot) => { spot.size *= grow; });

  function drawnNode(node) {
    const own = colour(node.group), its = nodes[node.id];
    const inside = policykg.mixed(own, colour("paper"), policykg.fillOf(its.status));
    return { ...node, label: undefined, size: node.size * grow, hidden: !nodeShown(its), borderWidth: 1.6, borderWidthSelected: 3,
      shapeProperties: { borderDashes: its.status === "planned" ? [4, 3] : false },
      color: { background: inside, border: own, highlight: { background: inside, border: colour("ink") },
        hover: { background: inside, border: colour("ink") } } };
  }
  function drawnEdge(edge) {
    const line = lines[edge.id], name = group(line.relation), own = colour(name), dash = colour("dash-" + name).split(" ").map(Number);
    return { ...edge, hidden: !lineShown(line), dashes: dash.every(Number.isFinite) ? dash : false, width: Number(colour("weight-" + name)) * grow,
      color: { color: own, highlight: own, hover: own, opacity: 0.8 } };
  }
  const dots = new vis.DataSet(network.nodes.map(drawnNode)), arcs = new vis.DataSet(network.edges.map(drawnEdge));
  const drawing = new vis.Network(container, { nodes: dots, edges: arcs }, network.options);
  policykg.drawing = drawing; // vis-network's own object, for the browser's console

  function redraw() {
    dots.update(network.nodes.map(drawnNode));
    arcs.update(network.edges.map(drawnEdge));
  }

  /* The labels that find room: [{x, y, align, text, soft}], in pixels from the middle of the network's own plane. */
  function labels(scale) {
    const chosen = policykgPanel.selection();
    const shown = network.nodes.filter((node) => nodeShown(nodes[node.id]) && (!lit || lit.near.has(node.id)));
    const labelled = shown.map((node) => {
      const spot = spots.get(node.id), its = nodes[node.id];
      return { x: spot.x * scale, y: spot.y * scale, r: spot.size * scale * 1.05 + 1, text: its.label,
        weight: its.weight, must: node.id === ringed || Boolean(chosen && chosen.node === node.id) };
    });
    return [...policykgLabels.place(labelled, LETTERS, viewport(scale))].map(([index, place]) => {
      const { label, status } = nodes[shown[index].id];
      return { ...place, text: label, soft: Boolean(status) && status !== "full" };
    });
  }
  drawing.on("afterDrawing", (canvas) => {
    const scale = drawing.getScale();
    if (lit) drawLit(canvas, scale);
    if (ringed !== null && nodeShown(nodes[ringed])) drawRing(canvas, scale);
    canvas.save();
    canvas.textBaseline = "middle";
    canvas.lineJoin = "round";
    canvas.font = 12 / scale + "px " + FONT;
    canvas.lineWidth = 3 / scale;
    canvas.strokeStyle = colour("paper");
    for (const { x, y, align, text, soft } of labels(scale)) {
      canvas.textAlign = align;
      canvas.fillStyle = colour(soft ? "soft" : "ink");
      canvas.strokeText(text, x / scale, y / scale);
      canvas.fillText(text, x / scale, y / scale);
    }
    canvas.restore();
  });
  function drawRing(canvas, scale) { // the node that the keyboard stands on
    const { x, y, size } = spots.get(ringed);
    canvas.save();
    canvas.beginPath();
    canvas.arc(x, y, size * 1.25 + 5 / scale, 0, 2 * Math.PI);
    canvas.lineWidth = 2.5 / scale;
    canvas.strokeStyle = colour("accent");
    canvas.stroke();
    canvas.restore();
  }

  /* What can be seen, in the pixels that labels are placed in. */
  function viewport(scale) {
    const middle = drawing.getViewPosition(), { clientWidth: wide, clientHeight: high } = onPaper() ? canvasSize : container;
    return [middle.x * scale - wide / 2, middle.y * scale - high / 2, middle.x * scale + wide / 2, middle.y * scale + high / 2];
  }
  /* Everything fades but what is lit: that is drawn again above a veil. */
  function drawLit(canvas, scale) {
    const middle = drawing.getViewPosition(), wide = container.clientWidth / scale, high = container.clientHeight / scale;
    canvas.save();
    canvas.globalAlpha = 0.86;
    canvas.fillStyle = colour("paper");
    canvas.fillRect(middle.x - wide / 2, middle.y - high / 2, wide, high);
    canvas.restore();
    const edges = [...lit.along].filter((id) => lineShown(lines[id])).map((id) => drawing.body.edges[id]);
    edges.forEach((edge) => edge.draw(canvas));
    lit.near.forEach((id) => { if (nodeShown(nodes[id])) drawing.body.nodes[id].draw(canvas); });
    edges.forEach((edge) => edge.drawArrows(canvas));
  }
  function light(what) {
    lit = what ? policykgPanel.around(what) : null;
    drawing.redraw();
  }
  const what = (found) => (found.nodes.length ? { node: found.nodes[0] } : found.edges.length ? { line: found.edges[0] } : null);
  drawing.on("click", (event) => policykgPanel.select(what(event)));
  drawing.on("hoverNode", (event) => point({ node: event.node }, event.event));
  drawing.on("hoverEdge", (event) => point({ line: event.edge }, event.event));
  drawing.on("blurNode", () => point(null));
  drawing.on("blurEdge", () => point(null));
  drawing.on("dragging", (event) => event.nodes.forEach((id) => Object.assign(spots.get(id), drawing.getPosition(id))));
  let timer = 0;
  function point(found, event) {
    pointed = found;
    container.style.cursor = found ? "pointer" : "";
    policykgPanel.hint(found, event);
    // The pointer crosses many marks on its way: only where it rests is the picture drawn anew.
    clearTimeout(timer);
    timer = setTimeout(() => light(pointed || policykgPanel.selection()), found ? 90 : 160);
  }

  function mark(selection) {
    drawing.setSelection({ nodes: selection && selection.node !== undefined ? [selection.node] : [], edges: [] }, { highlightEdges: false });
    light(selection);
  }
  function show(index) {
    const { x, y } = drawing.canvasToDOM(spots.get(index));
    const inside = x > 40 && y > 20 && x < container.clientWidth - 160 && y < container.clientHeight - 20;
    drawing.moveTo({ position: inside ? drawing.getViewPosition() : spots.get(index), scale: Math.max(drawing.getScale(), 0.7) });
    if (!inside || drawing.getScale() < 0.7) still = false;
    drawing.redraw();
    policykg.changed();
  }
  function paint() {
    colour = policykg.palette();
    redraw();
    drawing.redraw();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  addEventListener("beforeprint", () => { document.documentElement.classList.add("on-paper"); paint(); });
  addEventListener("afterprint", () => { document.documentElement.classList.remove("on-paper"); paint(); });

  const root = container.firstChild;
  function refresh() {
    root.setAttribute("aria-label", word("drawing.label"));
    const selection = policykgPanel.selection();
    lit = selection ? policykgPanel.around(selection) : null;
    redraw();
  }
  function fit() {
    drawing.setSize("100%", "100%");
    canvasSize = { clientWidth: container.clientWidth, clientHeight: container.clientHeight };
    drawing.moveTo(frameOfAll());
    still = true;
  }
  function zoom(factor) {
    still = false;
    drawing.moveTo({ scale: drawing.getScale() * factor });
    policykg.changed();
  }
  drawing.on("zoom", () => { still = false; policykg.changed(); });
  drawing.on("dragEnd", () => { still = false; policykg.changed(); });

  const spot = (index) => { const { x, y } = spots.get(index); return [x, y]; };
  function focus(index) {
    ringed = index;
    drawing.redraw();
  }
  /* The middle of what is seen, and how much larger than fitted it is. */
  function where() {
    const { x, y } = drawing.getViewPosition();
    return still ? null : [x, y, drawing.getScale() / frameOfAll().scale];
  }
  function go(place) {
    fit();
    if (!place) return;
    const limit = (value, axis) => Math.max(Math.min(...extent(axis)), Math.min(Math.max(...extent(axis)), value));
    drawing.moveTo({ position: { x: limit(place[0], "x"), y: limit(place[1], "y") }, scale: frameOfAll().scale * Math.max(0.3, Math.min(40, place[2])) });
    still = false;
  }
  const extent = (axis) => [...spots.values()].map((spot) => spot[axis]).concat(0);

  /* A line as vis-network bends it: a quadratic curve whose end meets the mark. */
  function bend(line) {
    const edge = drawing.body.edges[line], via = edge.edgeType.getViaNode(), place = (point) => { const { x, y } = drawing.canvasToDOM(point); return [x, y]; };
    const a = place(edge.from), b = place(via), c = place(edge.to), gap = spots.get(lines[line].target).size * drawing.getScale() * 1.15 + 1;
    const split = (p, q, t) => p.map((value, axis) => value + (q[axis] - value) * t);
    let t = 1;
    for (let low = 0, high = 1, round = 0; round < 14; round++) {
      t = (low + high) / 2;
      const [x, y] = split(split(a, b, t), split(b, c, t), t);
      if (Math.hypot(x - c[0], y - c[1]) > gap) low = t; else high = t;
    }
    const near = split(a, b, t), end = split(near, split(b, c, t), t), angle = Math.atan2(end[1] - near[1], end[0] - near[0]);
    const wing = (turned) => `${(end[0] - 7 * Math.cos(angle + turned)).toFixed(1)} ${(end[1] - 7 * Math.sin(angle + turned)).toFixed(1)}`;
    const at = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
    return { line, d: `M${at(a)}Q${at(near)} ${at(end)}`, head: `M${wing(0.45)}L${at(end)}L${wing(-0.45)}` };
  }
  function sketch() {
    const scale = drawing.getScale(), width = container.clientWidth, height = container.clientHeight, [left, top] = viewport(scale);
    const marks = network.nodes.filter((node) => nodeShown(nodes[node.id])).map((node) => ({ node: node.id, ...drawing.canvasToDOM(spots.get(node.id)), r: spots.get(node.id).size * scale }))
      .filter(({ x, y, r }) => x > -r && y > -r && x < width + r && y < height + r);
    const seen = new Set(marks.map(({ node }) => node));
    return { width, height, lit, opacity: 0.75, marks, back: [], front: [],
      lines: lines.map((_, line) => line).filter((line) => lineShown(lines[line]) && lines[line].source !== lines[line].target && (seen.has(lines[line].source) || seen.has(lines[line].target))).map(bend),
      labels: labels(scale).map((label) => ({ ...label, x: label.x - left, y: label.y - top })) };
  }
  root.tabIndex = 0;
  root.setAttribute("role", "application");
  const renderer = { refresh, mark, show, fit, zoom, spot, focus, where, go, sketch };
  policykgPanel.start(renderer);
  policykgKeys.listen(root, renderer);
  refresh();
  new ResizeObserver(() => { if (!onPaper()) go(where()); }).observe(container);
})();
