/* What a large page carries: JSON, gzipped, in base64; rows as columns, since names of fields repeated make it long. */
"use strict";
const policykgInflate = async (id) => {
  const text = document.getElementById(id).textContent;
  let bytes;
  if (Uint8Array.fromBase64) bytes = Uint8Array.fromBase64(text);
  else {
    const codes = atob(text);
    bytes = new Uint8Array(codes.length);
    for (let i = 0; i < codes.length; i++) bytes[i] = codes.charCodeAt(i);
  }
  return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
};
const policykgRows = ({ count, columns }) => {
  function Row() {} // what all rows have in common stands in their prototype
  const own = Object.entries(columns).filter(([name, values]) => Array.isArray(values) || void (Row.prototype[name] = values.all));
  return Array.from({ length: count }, (_, i) => {
    const row = new Row();
    for (const [name, values] of own) row[name] = values[i];
    return row;
  });
};
const policykgOpen = async () => {
  const picture = await policykgInflate("picture");
  return Object.assign(picture, { nodes: policykgRows(picture.nodes), lines: policykgRows(picture.lines) });
};
/* What stands after the scripts can be read from then on. */
const policykgParsed = () => new Promise((resolve) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
  else resolve();
});
/* A script that the page carries as text and runs when it is wanted. */
const policykgRun = (id) => {
  const made = document.createElement("script");
  made.textContent = document.getElementById(id).textContent;
  document.head.append(made);
};
