/* Ways through the graph, along the lines that the filters leave. */
"use strict";
const policykgPaths = (() => {
  const { nodes, lines, isCitation } = policykg;
  const outgoing = nodes.map(() => []), incoming = nodes.map(() => []);
  lines.forEach((line, index) => { outgoing[line.source].push(index); incoming[line.target].push(index); });
  const shown = (line) => policykg.lineShown(lines[line]);
  const isCentral = (node) => nodes[node].kind === "document" && nodes[node].level === "central";

  /* What lies at most `steps` lines away, either way: {near, along}, sets of nodes and lines. */
  function around(start, steps) {
    const near = new Set([start]), along = new Set();
    let edge = [start];
    for (let step = 0; step < steps; step++) {
      const next = [];
      for (const node of edge) {
        for (const line of [...outgoing[node], ...incoming[node]].filter(shown)) {
          along.add(line);
          const other = lines[line].source === node ? lines[line].target : lines[line].source;
          if (!near.has(other)) { near.add(other); next.push(other); }
        }
      }
      edge = next;
    }
    return { near, along };
  }

  /* The shortest chains of citations from a document to each central document that it reaches without passing another:
     {near, along, ends}, ends a list of [node, steps], the nearest first. A document still to be made leads nowhere. */
  function toCentral(start) {
    const steps = new Map([[start, 0]]), before = new Map(), ends = [];
    for (const queue = [start]; queue.length;) {
      const node = queue.shift();
      if (node !== start && isCentral(node)) { ends.push([node, steps.get(node)]); continue; }
      if (node === start && isCentral(node)) break;
      for (const line of outgoing[node].filter(shown)) {
        const other = lines[line].target;
        if (!isCitation(lines[line]) || lines[line].relation === "plans" || other === node) continue;
        if (!steps.has(other)) { steps.set(other, steps.get(node) + 1); before.set(other, []); queue.push(other); }
        if (steps.get(other) === steps.get(node) + 1) before.get(other).push(line);
      }
    }
    const near = new Set([start]), along = new Set();
    for (const queue = ends.map(([node]) => node); queue.length;) {
      const node = queue.pop();
      if (near.has(node)) continue;
      near.add(node);
      for (const line of before.get(node)) { along.add(line); queue.push(lines[line].source); }
    }
    return { near, along, ends };
  }
  return { outgoing, incoming, around, toCentral, isCentral };
})();
