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
  const rows = Array.from({ length: count }, () => ({}));
  for (const [name, values] of Object.entries(columns)) {
    if (Array.isArray(values)) for (let i = 0; i < count; i++) rows[i][name] = values[i];
    else for (const row of rows) row[name] = values.all;
  }
  return rows;
};
const policykgOpen = async () => {
  const picture = await policykgInflate("picture");
  return Object.assign(picture, { nodes: policykgRows(picture.nodes), lines: policykgRows(picture.lines) });
};
