/* The address keeps what one looks at: #node=…&reach=…&hide=…&from=…&place=…&at=x,y,zoom&lang=en. Documents stand in it by the last part of
   their IRI. What is read from an address is only compared with what occurs in the picture; the rest of it is passed over. */
"use strict";
(() => {
  const { picture, nodes, lines, at, word } = policykg;
  const LONGEST = 8000;
  let renderer = null, timer = 0, restoring = false, written = null;

  const lastPart = (id) => id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf("#")) + 1);
  let counts = null; // counted when an address is first written or read: a large picture is drawn sooner
  function nameOf(index) {
    counts ??= policykg.countBy(nodes.map((node) => lastPart(node.id)));
    const short = lastPart(nodes[index].id);
    return counts.get(short) === 1 ? short : nodes[index].id;
  }
  const lineName = (index) => [nameOf(lines[index].source), nameOf(lines[index].target), lines[index].relation];

  function compose() {
    const selection = policykgPanel.selection(), spot = renderer.where ? renderer.where() : null;
    const pairs = [];
    if (selection) pairs.push(selection.node !== undefined ? ["node", [nameOf(selection.node)]] : ["line", lineName(selection.line)]);
    if (policykgPanel.reach() !== "near") pairs.push(["reach", [policykgPanel.reach()]]);
    pairs.push(...policykgFilters.read());
    if (spot) pairs.push(["at", [Math.round(spot[0]), Math.round(spot[1]), spot[2].toFixed(2)]]);
    if (policykg.language() !== picture.language) pairs.push(["lang", [policykg.language()]]);
    return pairs.map(([name, values]) => name + "=" + values.map((value) => encodeURIComponent(value)).join(",")).join("&");
  }
  function decode(text) {
    try { return decodeURIComponent(text); } catch { return ""; }
  }
  function parse(address) {
    const pairs = new Map();
    if (address.length > LONGEST) return pairs;
    for (const part of address.replace(/^#/, "").split("&")) {
      const cut = part.indexOf("=");
      if (cut > 0) pairs.set(part.slice(0, cut), part.slice(cut + 1).split(",").map(decode));
    }
    return pairs;
  }
  function chosen(pairs) {
    const [node] = pairs.get("node") || [], line = (pairs.get("line") || []).join("\n");
    const named = node ? nodes.findIndex((_, index) => nameOf(index) === node) : -1;
    if (named >= 0) return { node: named };
    const index = line ? lines.findIndex((_, index) => lineName(index).join("\n") === line) : -1;
    return index < 0 ? null : { line: index };
  }
  function restore() {
    const pairs = parse(location.hash);
    restoring = true;
    const [language] = pairs.get("lang") || [];
    policykg.speak(language === "zh" || language === "en" ? language : picture.language);
    policykgFilters.write(pairs);
    policykgPanel.light((pairs.get("reach") || [])[0]);
    policykgPanel.select(chosen(pairs));
    const spot = (pairs.get("at") || []).map(Number);
    if (renderer.go) renderer.go(spot.length === 3 && spot.every(Number.isFinite) && spot[2] > 0 ? spot : null);
    restoring = false;
    keep();
  }
  function keep() {
    written = compose();
    // An address that can be no longer is left as it is; so is one that a browser does not let a page change.
    try { history.replaceState(null, "", written ? "#" + written : location.pathname + location.search); } catch { written = null; }
  }
  function soon() {
    if (restoring || !renderer) return;
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
  }

  async function copy() {
    clearTimeout(timer);
    keep();
    const address = location.href, box = at("address");
    try {
      await navigator.clipboard.writeText(address);
      policykg.say(word("link.copied"));
    } catch { // no clipboard for this page: the address stands selected, to be copied by hand
      box.value = address;
      box.hidden = false;
      box.focus();
      box.select();
      policykg.say(word("link.select"));
    }
  }
  policykg.onWords.push(() => at("address").setAttribute("aria-label", word("link.address")));
  policykg.onState.push(soon);
  policykg.onStart.push((its) => {
    renderer = its;
    at("link").addEventListener("click", copy);
    at("address").addEventListener("blur", () => { at("address").hidden = true; });
    at("address").addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      at("link").focus();
    });
    addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) restore(); });
    queueMicrotask(() => { if (location.hash.length > 1) restore(); }); // once the picture stands
  });
})();
