/* The citation map as SVG. Positions come with the page; marks, letters and lines keep their size
   at every zoom, and as many labels are drawn as find room. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word, group, svg, shapeOf, shapePath, shapeClass, nodeShown, lineShown } = policykg;
  const { axes } = picture;
  const { GUTTER, RULER, EDGE } = policykgAxes;
  const FONT = "12px " + getComputedStyle(document.body).fontFamily;
  const MANY = 1500; // lines that are drawn in motion too
  const ROW = 26, PITCH = 16; // of the rows as laid out, and as drawn where marks have their full size
  const SAMPLES = 12; // points of a line that are compared with the pointer
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const box = at("drawing");
  const root = svg("svg", { class: "map", role: "application", tabindex: 0 });
  const bands = svg("g"), scene = svg("g"), grid = svg("g"), lineLayer = svg("g", { class: "lines" }), headLayer = svg("g", { class: "heads" });
  const markLayer = svg("g", { class: "marks" }), labelLayer = svg("g", { class: "labels" }), litLayer = svg("g", { class: "above" }), frame = svg("g");
  scene.append(grid, lineLayer, headLayer, markLayer, labelLayer, litLayer);
  root.append(bands, scene, frame);
  box.append(root);

  const fullRadius = nodes.map((node) => Math.min(11, 4.5 + 1.5 * Math.sqrt(node.cited)));
  let radius = fullRadius, shrink = 1; // marks shrink where their places come closer than they are wide
  lineLayer.style.strokeOpacity = headLayer.style.strokeOpacity = clamp(0.8 * Math.sqrt(120 / lines.length), 0.15, 0.8);
  const beside = new Map(); // lines between the same two documents are drawn side by side
  const turn = lines.map((line) => { const key = line.source + "-" + line.target; beside.set(key, (beside.get(key) || 0) + 1); return beside.get(key) - 1; });
  const paths = lines.map((line) => svg("path", { class: group(line.relation) }));
  const heads = new Map(lines.map((line) => [group(line.relation), svg("path", { class: "head " + group(line.relation) })])); // arrows of a group: never dashed
  const marks = nodes.map((node, index) => {
    const mark = svg("g", { class: "mark", tabindex: -1, role: "button", "data-node": index },
      svg("path", { class: shapeClass(node), d: shapePath(shapeOf(node), fullRadius[index]) }));
    return mark;
  });
  lineLayer.append(...paths);
  headLayer.append(...heads.values());
  markLayer.append(...marks);
  const curves = lines.map(() => null);
  let width = 0, height = 0, zoomX = 1, zoomY = 1, left = 0, top = 0, lit = null;
  const fitted = { x: 1, y: 1 };

  const sx = (x) => x * zoomX, sy = (y) => y * zoomY;

  function curve(line, index) {
    const from = nodes[line.source], to = nodes[line.target];
    const x1 = sx(from.x), y1 = sy(from.y), y2 = sy(to.y), x2 = sx(to.x), shift = turn[index] * 9;
    if (from.level !== to.level) {
      const down = Math.sign(y2 - y1), end = y2 - down * (radius[line.target] + 2), bend = (end - y1) / 2;
      return [x1, y1, x1 + shift, y1 + bend, x2 + shift, end - bend, x2, end];
    }
    const distance = Math.hypot(x2 - x1, y2 - y1) || 1, rise = Math.min(34, 8 + distance * 0.16) + shift;
    const c1 = [x1 + (x2 - x1) * 0.3, Math.min(y1, y2) - rise], c2 = [x1 + (x2 - x1) * 0.7, Math.min(y1, y2) - rise];
    const reach = Math.hypot(c2[0] - x2, c2[1] - y2) || 1, gap = radius[line.target] + 2;
    return [x1, y1, ...c1, ...c2, x2 + ((c2[0] - x2) / reach) * gap, y2 + ((c2[1] - y2) / reach) * gap];
  }
  function arrow([, , , , cx, cy, x, y]) {
    const angle = Math.atan2(y - cy, x - cx), wing = (turned) => `${(x - 6 * Math.cos(angle + turned)).toFixed(1)} ${(y - 6 * Math.sin(angle + turned)).toFixed(1)}`;
    return `M${wing(0.45)}L${x.toFixed(1)} ${y.toFixed(1)}L${wing(-0.45)}`;
  }
  function drawnCurve(points) {
    const c = points.map((value) => value.toFixed(1));
    return `M${c[0]} ${c[1]}C${c[2]} ${c[3]} ${c[4]} ${c[5]} ${c[6]} ${c[7]}`;
  }
  function pointAt([x1, y1, ax, ay, bx, by, x2, y2], t) {
    const u = 1 - t;
    return [u * u * u * x1 + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * x2, u * u * u * y1 + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * y2];
  }

  /* All that changes with the zoom, the filters or the language. */
  function layOut() {
    shrink = clamp((ROW * zoomY) / PITCH, 0.35, 1);
    radius = fullRadius.map((full) => full * shrink);
    const ends = new Map([...heads.keys()].map((name) => [name, []]));
    lines.forEach((line, index) => {
      const shown = lineShown(line);
      paths[index].style.display = shown ? "" : "none";
      curves[index] = shown ? curve(line, index) : null;
      if (!shown) return;
      paths[index].setAttribute("d", drawnCurve(curves[index]));
      ends.get(group(line.relation)).push(arrow(curves[index]));
    });
    heads.forEach((head, name) => head.setAttribute("d", ends.get(name).join("")));
    nodes.forEach((node, index) => {
      marks[index].style.display = nodeShown(node) ? "" : "none";
      marks[index].setAttribute("transform", `translate(${sx(node.x).toFixed(1)} ${sy(node.y).toFixed(1)}) scale(${shrink.toFixed(2)})`);
    });
    policykgAxes.drawGrid(grid, { toX: sx, toY: sy });
    placeLabels();
    pan();
  }

  function placeLabels() {
    labelLayer.replaceChildren(...labelsFor(allShown()));
    lightUp();
  }
  const allShown = () => nodes.map((_, index) => index).filter((index) => nodeShown(nodes[index]));
  const labelsFor = (shown, first) => spotsFor(shown, first).map(({ x, y, align, text, soft }) => {
    const label = svg("text", { class: "label " + align + (soft ? " stub" : ""), x: x.toFixed(1), y: (y + 4.2).toFixed(1) });
    label.textContent = text;
    return label;
  });
  function spotsFor(shown, first) {
    const spots = shown.map((index) => ({ x: sx(nodes[index].x), y: sy(nodes[index].y), r: radius[index] + 1, text: nodes[index].label,
      weight: nodes[index].cited * 4 + (nodes[index].status === "full" ? 2 : 0), must: index === first }));
    return [...policykgLabels.place(spots, FONT, [-EDGE, 1, Infinity, sy(axes.height) - 1])].map(([spot, place]) =>
      ({ ...place, text: spots[spot].text, soft: nodes[shown[spot]].status !== "full" }));
  }

  /* All that changes with the place alone. */
  function pan() {
    left = clamp(left, Math.min(GUTTER + EDGE, width - sx(axes.width) - EDGE) - width * 0.4, GUTTER + EDGE + width * 0.4);
    top = clamp(top, Math.min(RULER, height - sy(axes.height)) - height * 0.3, RULER + height * 0.3);
    scene.setAttribute("transform", `translate(${left.toFixed(1)} ${top.toFixed(1)})`);
    const space = { toX: (x) => left + sx(x), toY: (y) => top + sy(y), width, height };
    policykgAxes.drawBands(bands, space);
    policykgAxes.drawNames(frame, space);
  }

  function fit() {
    const inWidth = width - GUTTER - 2 * EDGE, inHeight = height - RULER;
    // The last documents to the right keep room for their labels, which do not shrink.
    const rooms = nodes.map((node, index) => (inWidth - radius[index] - 8 - policykgLabels.width(node.label, FONT)) / Math.max(node.x, 1));
    zoomX = fitted.x = clamp(Math.min(...rooms), 0.05, 1.6);
    zoomY = fitted.y = clamp(inHeight / axes.height, 0.05, 1.9);
    left = GUTTER + EDGE;
    top = RULER + Math.max(0, (inHeight - sy(axes.height)) / 2);
    layOut();
    Object.assign(fitted, { left, top }); // as the scene came to stand
  }
  function zoomAt(factor, x, y) {
    const by = clamp(zoomX * factor, Math.min(fitted.x, 0.3) * 0.8, 6) / zoomX;
    left = x - (x - left) * by;
    top = y - (y - top) * by;
    zoomX *= by;
    zoomY *= by;
    soon(layOut);
    policykg.changed();
  }
  const waiting = new Set();
  let rest = 0;
  function soon(task) {
    if (lines.length > MANY) { // so many lines would hold the picture back: they return when it stands still
      root.classList.add("moving");
      clearTimeout(rest);
      rest = setTimeout(() => root.classList.remove("moving"), 180);
    }
    if (!waiting.size) requestAnimationFrame(() => { const tasks = [...waiting]; waiting.clear(); tasks.forEach((run) => run()); });
    if (task === layOut) waiting.delete(pan);
    if (!(task === pan && waiting.has(layOut))) waiting.add(task);
  }

  /* What is lit stands once more above the picture, which fades as a whole. */
  function lightUp() {
    root.classList.toggle("lit", Boolean(lit));
    if (!lit) { litLayer.replaceChildren(); return; }
    const { near, along } = policykgPanel.around(lit);
    const shown = [...near].filter((index) => nodeShown(nodes[index]));
    const copies = shown.map((index) => {
      const copy = marks[index].cloneNode(true);
      copy.removeAttribute("data-node");
      copy.removeAttribute("tabindex");
      copy.setAttribute("aria-hidden", "true");
      copy.classList.toggle("chosen", index === lit.node);
      return copy;
    });
    const drawn = [...along].filter((index) => lineShown(lines[index])).flatMap((index) =>
      [paths[index].cloneNode(), svg("path", { class: "head " + group(lines[index].relation), d: arrow(curves[index]) })]);
    litLayer.replaceChildren(...drawn, ...copies, ...labelsFor(shown, lit.node));
  }
  function light(what) {
    lit = what;
    lightUp();
  }
  const mark = light;
  function show(index) {
    if (where() === null) return; // all of it is in sight
    const x = left + sx(nodes[index].x), y = top + sy(nodes[index].y);
    if (x > GUTTER + 20 && x < width - 150 && y > RULER + 10 && y < height - 10) return;
    left += (width + GUTTER) / 2 - x;
    top += height / 2 - y;
    pan();
    policykg.changed();
  }
  const spot = (index) => [nodes[index].x, nodes[index].y];
  const focus = (index) => { if (index !== null) { marks[index].focus({ preventScroll: true }); light({ node: index }); } };

  /* What lies in the middle, as laid out, and how much larger than fitted: the same on every screen. */
  const middle = () => [(GUTTER + width) / 2, (RULER + height) / 2];
  function where() {
    const [x, y] = middle(), zoom = zoomX / fitted.x;
    return zoom === 1 && left === fitted.left && top === fitted.top ? null : [(x - left) / zoomX, (y - top) / zoomY, zoom];
  }
  function go(place) {
    fit();
    if (!place) return;
    const by = clamp(place[2], 0.3, 40), [x, y] = middle();
    zoomX = Math.min(fitted.x * by, 6);
    zoomY = fitted.y * (zoomX / fitted.x);
    left = x - clamp(place[0], 0, axes.width) * zoomX;
    top = y - clamp(place[1], 0, axes.height) * zoomY;
    layOut();
  }
  function sketch() {
    const inside = (x, y, room) => x > GUTTER - room && x < width + room && y > RULER - room && y < height + room;
    const marked = allShown().map((node) => ({ node, x: left + sx(nodes[node].x), y: top + sy(nodes[node].y), r: radius[node] }))
      .filter(({ x, y, r }) => inside(x, y, r));
    const around = lit ? policykgPanel.around(lit) : null, seen = new Set(marked.map(({ node }) => node));
    const moved = (points) => points.map((value, index) => value + (index % 2 ? top : left));
    return { width, height, lit: around, opacity: 0.75, marks: marked,
      lines: lines.map((_, line) => line).filter((line) => curves[line] && (seen.has(lines[line].source) || seen.has(lines[line].target)))
        .map((line) => ({ line, d: drawnCurve(moved(curves[line])), head: arrow(moved(curves[line])) })),
      labels: spotsFor(around ? [...around.near].filter((index) => seen.has(index)) : allShown(), lit ? lit.node : undefined)
        .map((label) => ({ ...label, x: label.x + left, y: label.y + top })).filter(({ x, y }) => inside(x, y, 0)),
      back: [...policykgAxes.partsOf(bands), ...policykgAxes.partsOf(grid, left, top)], front: policykgAxes.partsOf(frame) };
  }

  /* ---- pointer: the nearest mark, else the nearest line ---- */
  function under(event) {
    const bounds = root.getBoundingClientRect(), x = event.clientX - bounds.left - left, y = event.clientY - bounds.top - top;
    let best = null, nearest = 5;
    nodes.forEach((node, index) => {
      const distance = Math.hypot(sx(node.x) - x, sy(node.y) - y) - radius[index];
      if (distance < nearest && nodeShown(node)) { nearest = distance; best = { node: index }; }
    });
    if (best) return best;
    nearest = 6;
    curves.forEach((points, index) => {
      if (!points || x < Math.min(points[0], points[2], points[4], points[6]) - 6 || x > Math.max(points[0], points[2], points[4], points[6]) + 6) return;
      let [ax, ay] = pointAt(points, 0);
      for (let i = 1; i <= SAMPLES; i++) {
        const [bx, by] = pointAt(points, i / SAMPLES), length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
        const t = clamp(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0, 1);
        const distance = Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y);
        if (distance < nearest) { nearest = distance; best = { line: index }; }
        ax = bx;
        ay = by;
      }
    });
    return best;
  }
  const held = new Map();
  let moved = 0, spread = 0, pointed = null;
  root.addEventListener("pointerdown", (event) => { held.set(event.pointerId, event); moved = 0; spread = 0; });
  root.addEventListener("pointermove", (event) => {
    if (!held.has(event.pointerId)) { point(event); return; }
    const before = held.get(event.pointerId);
    held.set(event.pointerId, event);
    moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
    if (held.size === 1 && moved > 4) {
      root.setPointerCapture(event.pointerId);
      root.classList.add("dragging");
      left += event.clientX - before.clientX;
      top += event.clientY - before.clientY;
      soon(pan);
      policykg.changed();
    } else if (held.size === 2) {
      const [a, b] = [...held.values()], now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), bounds = root.getBoundingClientRect();
      if (spread) zoomAt(now / spread, (a.clientX + b.clientX) / 2 - bounds.left, (a.clientY + b.clientY) / 2 - bounds.top);
      spread = now;
    }
  });
  function release(event) {
    root.classList.remove("dragging");
    held.delete(event.pointerId);
  }
  root.addEventListener("pointerup", (event) => {
    if (held.has(event.pointerId) && moved <= 4) policykgPanel.select(under(event));
    release(event);
  });
  root.addEventListener("pointercancel", release);
  root.addEventListener("pointerleave", () => { if (pointed) { pointed = null; policykgPanel.hint(null); light(policykgPanel.selection()); } });
  function point(event) {
    const what = under(event), same = JSON.stringify(what) === JSON.stringify(pointed);
    policykgPanel.hint(what, event);
    if (same) return;
    pointed = what;
    root.classList.toggle("pointing", Boolean(what));
    light(what || policykgPanel.selection());
  }
  root.addEventListener("wheel", (event) => {
    event.preventDefault();
    const bounds = root.getBoundingClientRect();
    zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - bounds.left, event.clientY - bounds.top);
  }, { passive: false });

  function measure() {
    // On paper the drawing keeps the size it had and is scaled as a whole.
    if (matchMedia("print").matches || !box.clientWidth || !box.clientHeight) return;
    if (width === box.clientWidth && height === box.clientHeight) return;
    const place = width ? where() : null;
    width = box.clientWidth;
    height = box.clientHeight;
    root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    go(place);
  }
  function refresh() {
    root.setAttribute("aria-label", word("drawing.label"));
    nodes.forEach((node, index) => marks[index].setAttribute("aria-label", policykg.aboutNode(node)));
    lit = policykgPanel.selection();
    layOut();
  }
  const renderer = { refresh, mark, show, fit, zoom: (factor) => zoomAt(factor, ...middle()), spot, focus, where, go, sketch };
  policykgPanel.start(renderer);
  policykgKeys.listen(root, renderer);
  new ResizeObserver(measure).observe(box);
  measure();
  refresh();
})();
