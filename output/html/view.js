/* The view: pyvis's network drawn by vis-network at the positions that came with it. Labels are
   drawn here, at one size on the screen and only where they find room. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word, group, nodeShown, lineShown } = policykg;
  const { network } = picture;
  const FONT = getComputedStyle(document.body).fontFamily;
  const LETTERS = "12px " + FONT;
  const container = at("drawing");
  const DASHES = { passes: [9, 3], changes: [5, 3], plans: [2, 3], duty: [3, 2] };
  let lit = null, pointed = null;

  function colours() {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue("--" + name).trim();
  }
  let colour = colours();
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
    const hollow = its.status && its.status !== "full";
    return { ...node, label: undefined, size: node.size * grow, hidden: !nodeShown(its), borderWidth: 1.6, borderWidthSelected: 3,
      shapeProperties: { borderDashes: its.status === "planned" ? [4, 3] : false },
      color: { background: hollow ? colour("paper") : own, border: own, highlight: { background: hollow ? colour("paper") : own, border: colour("ink") },
        hover: { background: hollow ? colour("paper") : own, border: colour("ink") } } };
  }
  function drawnEdge(edge) {
    const line = lines[edge.id], name = group(line.relation), own = colour(name);
    return { ...edge, hidden: !lineShown(line), dashes: DASHES[name] || false, width: (name === "basis" ? 2 : 1.5) * grow,
      color: { color: own, highlight: own, hover: own, opacity: 0.8 } };
  }
  const dots = new vis.DataSet(network.nodes.map(drawnNode)), arcs = new vis.DataSet(network.edges.map(drawnEdge));
  const drawing = new vis.Network(container, { nodes: dots, edges: arcs }, network.options);
  policykg.drawing = drawing; // vis-network's own object, for the browser's console

  function redraw() {
    dots.update(network.nodes.map(drawnNode));
    arcs.update(network.edges.map(drawnEdge));
  }

  drawing.on("afterDrawing", (canvas) => {
    const scale = drawing.getScale(), chosen = policykgPanel.selection();
    const shown = network.nodes.filter((node) => nodeShown(nodes[node.id]) && (!lit || lit.near.has(node.id)));
    const labelled = shown.map((node) => {
      const spot = spots.get(node.id), its = nodes[node.id];
      return { x: spot.x * scale, y: spot.y * scale, r: spot.size * scale * 1.05 + 1, text: its.label,
        weight: its.weight, must: Boolean(chosen && chosen.node === node.id) };
    });
    if (lit) drawLit(canvas, scale);
    const placed = policykgLabels.place(labelled, LETTERS, viewport(scale));
    canvas.save();
    canvas.textBaseline = "middle";
    canvas.lineJoin = "round";
    canvas.font = 12 / scale + "px " + FONT;
    canvas.lineWidth = 3 / scale;
    canvas.strokeStyle = colour("paper");
    for (const [index, { x, y, align }] of placed) {
      const its = nodes[shown[index].id];
      canvas.textAlign = align;
      canvas.fillStyle = colour(its.status && its.status !== "full" ? "soft" : "ink");
      canvas.strokeText(its.label, x / scale, y / scale);
      canvas.fillText(its.label, x / scale, y / scale);
    }
    canvas.restore();
  });

  /* What can be seen, in the pixels that labels are placed in. */
  function viewport(scale) {
    const middle = drawing.getViewPosition(), wide = container.clientWidth / 2, high = container.clientHeight / 2;
    return [middle.x * scale - wide, middle.y * scale - high, middle.x * scale + wide, middle.y * scale + high];
  }
  /* Everything fades but what is lit: that is drawn again above a veil. */
  function drawLit(canvas, scale) {
    const middle = drawing.getViewPosition(), wide = container.clientWidth / scale, high = container.clientHeight / scale;
    canvas.save();
    canvas.globalAlpha = 0.86;
    canvas.fillStyle = colour("paper");
    canvas.fillRect(middle.x - wide / 2, middle.y - high / 2, wide, high);
    canvas.restore();
    const edges = [...lit.along].map((id) => drawing.body.edges[id]);
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
    if (!inside) drawing.redraw();
  }
  function paint() {
    colour = colours();
    redraw();
    drawing.redraw();
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  addEventListener("beforeprint", () => { document.documentElement.classList.add("on-paper"); paint(); });
  addEventListener("afterprint", () => { document.documentElement.classList.remove("on-paper"); paint(); });

  const name = () => container.firstChild.setAttribute("aria-label", word("drawing.label"));
  const refresh = () => { name(); redraw(); };
  function fit() {
    drawing.setSize("100%", "100%");
    drawing.moveTo(frameOfAll());
  }
  policykgPanel.start({ refresh, mark, show, fit, zoom: (factor) => drawing.moveTo({ scale: drawing.getScale() * factor }) });
  container.firstChild.tabIndex = 0;
  container.firstChild.setAttribute("role", "application");
  name();
  new ResizeObserver(() => { if (!matchMedia("print").matches) fit(); }).observe(container);
})();
