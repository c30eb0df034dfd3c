/* The keyboard inside a picture: arrows go from node to node, Enter opens, + − 0 zoom. */
"use strict";
const policykgKeys = (() => {
  const { nodes } = policykg;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let renderer = null, root = null, current = -1;

  /* The next node in a direction: what lies aside counts more than what lies ahead. */
  function next(from, [dx, dy]) {
    const [x, y] = renderer.spot(from);
    let best = -1, least = Infinity;
    nodes.forEach((node, index) => {
      if (index === from || !policykg.nodeShown(node)) return;
      const [itsX, itsY] = renderer.spot(index);
      const along = dx * (itsX - x) + dy * (itsY - y), aside = Math.abs(dy * (itsX - x)) + Math.abs(dx * (itsY - y));
      if (along > 0 && along + 2.5 * aside < least) { least = along + 2.5 * aside; best = index; }
    });
    return best;
  }
  const standing = () => (current >= 0 && policykg.nodeShown(nodes[current]) ? current : -1);
  function first() {
    const selection = policykgPanel.selection();
    const chosen = selection && selection.node !== undefined && policykg.nodeShown(nodes[selection.node]) ? selection.node : -1;
    return chosen >= 0 ? chosen : nodes.findIndex(policykg.nodeShown);
  }
  function stand(index) {
    if (!root || !policykg.nodeShown(nodes[index])) return;
    current = index;
    if (!root.contains(document.activeElement)) root.focus({ preventScroll: true });
    renderer.show(index);
    renderer.focus(index);
    policykg.say(policykg.aboutNode(nodes[index]), { aloud: true });
  }

  /* `its`: the renderer, `element`: what has the focus while the picture has it. */
  function listen(element, its) {
    root = element;
    renderer = its;
    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key in ARROWS) {
        const from = standing(), to = from < 0 ? first() : next(from, ARROWS[event.key]);
        if (to >= 0) stand(to);
      } else if ((event.key === "Enter" || event.key === " ") && standing() >= 0) policykgPanel.select({ node: standing() });
      else if (event.key === "+" || event.key === "=") renderer.zoom(1.4);
      else if (event.key === "-") renderer.zoom(1 / 1.4);
      else if (event.key === "0") { renderer.fit(); policykg.changed(); }
      else return;
      event.preventDefault();
    });
    root.addEventListener("focusout", (event) => { if (!root.contains(event.relatedTarget)) renderer.focus(null); });
  }
  return { listen, stand };
})();
