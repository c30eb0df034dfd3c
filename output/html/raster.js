/* The lines of a large map, and its marks until WebGL stands, drawn into the pixels of a canvas. Browsers draw tens of thousands of
   faint lines slowly (a second where WebGL has no graphics card); here a line is a walk through typed arrays, some milliseconds of it a
   frame, so that the pointer is answered between. In motion the lines that were drawn are moved and stretched, and drawn anew at rest. */
"use strict";
const policykgRaster = (() => {
  const { nodes, lines, element, group, shapeOf, nodeShown, lineShown } = policykg;
  const BUDGET = 12; // milliseconds of drawing in a frame
  const UNIT = 16; // what a line adds to a pixel that it covers whole
  const sheet = element("div", { class: "sheet", "aria-hidden": "true" }), lineCanvas = element("canvas", { class: "sheet" });
  sheet.append(lineCanvas);
  let markCanvas = null, drawing = 0, drawn = null;

  const sized = ({ width, height }) => [Math.max(1, Math.round(width * devicePixelRatio)), Math.max(1, Math.round(height * devicePixelRatio))];
  const affine = ({ toX, toY }) => [toX(0), (toX(1000) - toX(0)) / 1000, toY(0), (toY(1000) - toY(0)) / 1000];
  function put(canvas, wide, high, pixels) {
    Object.assign(canvas, { width: wide, height: high });
    canvas.getContext("2d").putImageData(new ImageData(pixels, wide, high), 0, 0);
  }

  /* Adds a line to a layer of pixels: in each column (or row) its two nearest pixels share UNIT. */
  function walk(layer, wide, high, most, x1, y1, x2, y2) {
    const steep = Math.abs(y2 - y1) > Math.abs(x2 - x1);
    if (steep) [x1, y1, x2, y2] = [y1, x1, y2, x2];
    if (x1 > x2) [x1, y1, x2, y2] = [x2, y2, x1, y1];
    const along = steep ? wide : 1, aside = steep ? 1 : wide, far = steep ? high : wide, side = steep ? wide : high;
    const slope = (y2 - y1) / (x2 - x1 || 1), from = Math.max(0, Math.ceil(x1)), to = Math.min(far - 1, Math.floor(x2));
    let y = y1 + (from - x1) * slope;
    for (let x = from; x <= to; x++, y += slope) {
      const row = Math.floor(y);
      if (row < 0 || row >= side - 1) continue;
      const at = x * along + row * aside, lower = ((y - row) * UNIT) | 0;
      if (layer[at] < most) layer[at] += UNIT - lower;
      if (layer[at + aside] < most) layer[at + aside] += lower;
    }
  }

  /* space: {toX, toY, width, height}; colour: from a name to a colour of the style sheet, #rrggbb. `done` is called when the lines stand. */
  function drawLines(space, colour, opacity, done = () => {}) {
    cancelAnimationFrame(drawing);
    const [wide, high] = sized(space), scale = devicePixelRatio, [x0, byX, y0, byY] = affine(space);
    const thinning = -Math.log(1 - opacity) / UNIT, most = Math.ceil(Math.log(512) / thinning); // as many lines as hide what is below
    const layers = new Map();
    let next = 0;
    const slice = () => {
      const until = performance.now() + BUDGET;
      for (; next < lines.length; next++) {
        if (next % 64 === 0 && performance.now() > until) break;
        const line = lines[next];
        if (!lineShown(line)) continue;
        const name = group(line.relation), from = nodes[line.source], to = nodes[line.target];
        if (!layers.has(name)) layers.set(name, new Uint16Array(wide * high));
        walk(layers.get(name), wide, high, most, (x0 + from.x * byX) * scale, (y0 + from.y * byY) * scale, (x0 + to.x * byX) * scale, (y0 + to.y * byY) * scale);
      }
      if (next < lines.length) { drawing = requestAnimationFrame(slice); return; }
      drawing = requestAnimationFrame(() => {
        put(lineCanvas, wide, high, blend([...layers].map(([name, layer]) => [policykg.parts(colour(name)), layer]), wide * high, thinning, most));
        lineCanvas.style.transform = "";
        drawn = affine(space);
        done();
      });
    };
    drawing = requestAnimationFrame(slice);
  }

  /* The layers as pixels: the more lines cross, the less of the ground is seen; colours by their shares. */
  function blend(layers, count, thinning, most) {
    const pixels = new Uint8ClampedArray(count * 4), alpha = Uint8Array.from({ length: most + 1 }, (_, sum) => 255 * (1 - Math.exp(-thinning * sum)));
    for (let i = 0; i < count; i++) {
      let sum = 0, red = 0, green = 0, blue = 0;
      for (let each = 0; each < layers.length; each++) {
        const share = layers[each][1][i];
        if (!share) continue;
        const own = layers[each][0];
        sum += share;
        red += share * own[0];
        green += share * own[1];
        blue += share * own[2];
      }
      if (!sum) continue;
      pixels[4 * i] = red / sum;
      pixels[4 * i + 1] = green / sum;
      pixels[4 * i + 2] = blue / sum;
      pixels[4 * i + 3] = alpha[Math.min(sum, most)];
    }
    return pixels;
  }

  /* The lines as they were drawn, moved to where they belong now; false where they have to be drawn anew. */
  function moveLines(space) {
    if (!drawn) return false;
    const [x, byX, y, byY] = drawn, [left, wide, top, high] = affine(space), a = wide / byX, d = high / byY;
    if (Math.abs(a - 1) < 1e-6 && Math.abs(d - 1) < 1e-6 && Math.abs(left - x) < 0.01 && Math.abs(top - y) < 0.01) {
      lineCanvas.style.transform = "";
      return true;
    }
    lineCanvas.style.transform = `matrix(${a},0,0,${d},${left - a * x},${top - d * y})`;
    return false;
  }

  /* Distances to the outlines of frame.js's shapePath, in radii, as shapes.js has them for WebGL; y points down. */
  const OUTLINES = {
    square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) - 0.884,
    diamond: (x, y) => (Math.abs(x) + Math.abs(y)) * 0.7071 - 0.884,
    triangle: (x, y) => Math.max(y - 0.625, Math.abs(x) * 0.866 - y * 0.5 - 0.625),
    triangleDown: (x, y) => OUTLINES.triangle(x, -y),
    dot: (x, y) => Math.hypot(x, y) - 1,
  };
  OUTLINES.star = (x, y) => {
    const fifth = (2 * Math.PI) / 5, around = ((Math.atan2(x, -y) % fifth) + fifth) % fifth, turn = Math.min(around, fifth - around), away = Math.hypot(x, y);
    return (away * Math.cos(turn) - 1.2) * 0.3057 + away * Math.sin(turn) * 0.9522;
  };
  /* A mark as {half, cover, whole}: half its width, how far its pixels are covered, and the pixels as they are then. */
  function stamp(shape, r, filled, own, paper) {
    const half = Math.ceil(r * 1.35) + 1, wide = 2 * half + 1, cover = new Float32Array(wide * wide), pixels = new Uint8ClampedArray(4 * wide * wide);
    for (let i = 0; i < wide * wide; i++) {
      const away = OUTLINES[shape](((i % wide) - half) / r, (Math.floor(i / wide) - half) / r) * r;
      const border = r > 2.5 * devicePixelRatio ? Math.max(filled, Math.min(1, away / devicePixelRatio + 2)) : 1;
      cover[i] = Math.max(0, Math.min(1, 0.5 - away));
      for (let part = 0; part < 3; part++) pixels[4 * i + part] = paper[part] + (own[part] - paper[part]) * border;
      pixels[4 * i + 3] = 255 * cover[i];
    }
    return { half, cover, whole: new Uint32Array(pixels.buffer) };
  }
  function overlay(below, above, cover) { // of two pixels
    const under = below >>> 24, alpha = 255 * cover + under * (1 - cover);
    let mixed = Math.round(alpha) << 24;
    for (let place = 0; place < 24; place += 8) mixed |= Math.round((((above >>> place) & 255) * 255 * cover + ((below >>> place) & 255) * under * (1 - cover)) / alpha) << place;
    return mixed;
  }
  /* The marks as WebGL will draw them. `radius`: of a node by its index. */
  function drawMarks(stage, space, colour, radius) {
    const [wide, high] = sized(space), scale = devicePixelRatio, [x0, byX, y0, byY] = affine(space), pixels = new Uint32Array(wide * high);
    const stamps = new Map(), paper = policykg.parts(colour("paper"));
    nodes.forEach((node, index) => {
      if (!nodeShown(node)) return;
      const r = Math.round(radius(index) * scale * 4) / 4, filled = policykg.fillOf(node.status), key = `${node.level} ${r} ${filled}`;
      if (!stamps.has(key)) stamps.set(key, stamp(shapeOf(node), r, filled, policykg.parts(colour(node.level)), paper));
      const { half, cover, whole } = stamps.get(key), side = 2 * half + 1;
      const left = Math.round((x0 + node.x * byX) * scale) - half, top = Math.round((y0 + node.y * byY) * scale) - half;
      const first = Math.max(0, -left), last = Math.min(side, wide - left), bottom = Math.min(side, high - top);
      for (let row = Math.max(0, -top); row < bottom; row++) {
        for (let at = row * side + first, end = row * side + last, to = (top + row) * wide + left + first; at < end; at++, to++) {
          if (cover[at]) pixels[to] = cover[at] === 1 || !pixels[to] ? whole[at] : overlay(pixels[to], whole[at], cover[at]);
        }
      }
    });
    if (!markCanvas) stage.prepend(markCanvas = element("canvas", { class: "sheet" }));
    put(markCanvas, wide, high, new Uint8ClampedArray(pixels.buffer));
  }
  function dropMarks() {
    if (markCanvas) markCanvas.remove();
    markCanvas = null;
  }

  return { sheet, drawLines, moveLines, drawMarks, dropMarks };
})();
