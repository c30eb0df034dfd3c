/* Which labels can be drawn without touching one another: the weightiest first, to the right of its
   mark or else to the left, below, above. Only the few weightiest may cover marks. Units are screen pixels. */
"use strict";
const policykgLabels = (() => {
  const CELL = 48;
  const HEIGHT = 16;
  const FEW = 8;
  const meter = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  function width(text, font) {
    const key = font + "\n" + text;
    if (!widths.has(key)) {
      meter.font = font;
      widths.set(key, meter.measureText(text).width);
    }
    return widths.get(key);
  }

  function grid(bounds) {
    const cells = new Map();
    function* keys(box) {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++) {
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) yield x * 65536 + y;
      }
    }
    return {
      add(box, owner, isMark) {
        for (const key of keys(box)) {
          if (!cells.has(key)) cells.set(key, []);
          cells.get(key).push([box, owner, isMark]);
        }
      },
      free(box, owner, overMarks) {
        if (box[0] < bounds[0] || box[1] < bounds[1] || box[2] > bounds[2] || box[3] > bounds[3]) return false;
        for (const key of keys(box)) {
          for (const [other, its, isMark] of cells.get(key) || []) {
            if (its !== owner && !(isMark && overMarks) && other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3]) return false;
          }
        }
        return true;
      },
    };
  }

  /* spots: [{x, y, r, text, weight, must}], each with its own index as owner.
     `most`: of the weightiest so many are tried. Gives Map index -> {x, y, align}, the middle of the text's height; `must` is drawn whatever it touches; others stay in `bounds`. */
  function place(spots, font, bounds, most = Infinity) {
    const taken = grid(bounds);
    spots.forEach((spot, index) => taken.add([spot.x - spot.r, spot.y - spot.r, spot.x + spot.r, spot.y + spot.r], index, true));
    const order = spots.map((_, index) => index);
    order.sort((a, b) => (spots[b].must ? 1 : 0) - (spots[a].must ? 1 : 0) || spots[b].weight - spots[a].weight || a - b);
    const placed = new Map();
    for (const [rank, index] of order.slice(0, most).entries()) {
      const spot = spots[index];
      const wide = width(spot.text, font) + 3, away = spot.r + 3, down = spot.r + HEIGHT / 2;
      const places = [
        { x: spot.x + away, y: spot.y, align: "start" }, { x: spot.x - away, y: spot.y, align: "end" },
        { x: spot.x, y: spot.y + down, align: "center" }, { x: spot.x, y: spot.y - down, align: "center" },
      ];
      const boxOf = ({ x, y, align }) => {
        const left = align === "start" ? x : align === "end" ? x - wide : x - wide / 2;
        return [left, y - HEIGHT / 2, left + wide, y + HEIGHT / 2];
      };
      const chosen = places.find((one) => taken.free(boxOf(one), index, false)) || (rank < FEW && places.find((one) => taken.free(boxOf(one), index, true))) || (spot.must ? places[0] : null);
      if (chosen) {
        taken.add(boxOf(chosen), index, false);
        placed.set(index, chosen);
      }
    }
    return placed;
  }

  return { place, width };
})();
