/* The search box: words of a title, a number in whatever brackets, an agency; traditional characters find simplified ones. */
"use strict";
const policykgSearch = (() => {
  const { picture, nodes, at, word, element, nodeGlyph, title } = policykg;
  const MOST = 12;
  const [traditional, simplified] = (picture.traditional || ["", ""]).map((characters) => [...characters]);
  const plain = new Map(traditional.map((character, index) => [character, simplified[index]]));
  const MARKS = /[\s\p{P}\p{S}第]/gu; // brackets of any kind, quotes, dashes
  const fold = (text) => [...text.normalize("NFKC").toLowerCase().replace(MARKS, "")].map((character) => plain.get(character) || character).join("");
  let haystacks = null; // folded when first looked into: a large picture is drawn sooner

  function find(typed) {
    const needles = typed.split(/\s+/).map(fold).filter(Boolean);
    if (!needles.length) return [];
    haystacks ??= nodes.map((node) => fold([node.title, node.number, node.issuer].filter(Boolean).join(" ")));
    const hits = nodes.map((_, index) => index).filter((index) => needles.every((needle) => haystacks[index].includes(needle)));
    const whole = fold(typed), isWhole = (name) => Boolean(name) && name.length < typed.length + 8 && fold(name) === whole; // marks and blanks aside
    const exact = new Set(hits.filter((index) => isWhole(nodes[index].title) || isWhole(nodes[index].number)));
    return hits.sort((a, b) => policykg.nodeShown(nodes[b]) - policykg.nodeShown(nodes[a]) || exact.has(b) - exact.has(a) || nodes[b].cited - nodes[a].cited || a - b).slice(0, MOST);
  }

  function start(select) {
    const box = at("search"), list = at("found");
    let hits = [], active = -1;
    const close = () => { list.hidden = true; active = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
    const choose = (index) => { close(); select(index); };
    function activate(to) {
      active = to;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
      if (list.children[active]) {
        box.setAttribute("aria-activedescendant", list.children[active].id);
        list.children[active].scrollIntoView({ block: "nearest" });
      }
    }
    function suggest() {
      hits = find(box.value);
      active = -1;
      list.replaceChildren(...hits.map((index, i) => {
        const node = nodes[index];
        const about = [node.number, node.issuer, policykg.nodeShown(node) ? null : word("search.filtered")].filter(Boolean).join("　");
        const item = element("li", { role: "option", id: "found-" + i, "aria-selected": "false" }, nodeGlyph(node), " ", title(node), element("small", {}, about));
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(index); });
        return item;
      }));
      if (!hits.length && box.value.trim()) list.append(element("li", { "aria-disabled": "true" }, word("search.none")));
      list.hidden = !box.value.trim();
      box.setAttribute("aria-expanded", String(!list.hidden));
      box.removeAttribute("aria-activedescendant");
    }
    box.addEventListener("input", suggest);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // Enter and the arrows belong to the input method
      const down = event.key === "ArrowDown", up = event.key === "ArrowUp";
      if ((down || up) && list.hidden) suggest();
      if (down && hits.length) activate((active + 1) % hits.length);
      else if (up && hits.length) activate((active + hits.length - 1 + (active < 0)) % hits.length);
      else if (event.key === "Enter" && hits.length && !list.hidden) choose(hits[Math.max(active, 0)]);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("blur", close);
  }
  policykg.onWords.push(() => {
    at("search").placeholder = word("search.label");
    at("search").setAttribute("aria-label", word("search.label"));
    at("found").setAttribute("aria-label", word("search.label"));
  });
  return { start, find };
})();
