/* The SPARQL page: YASGUI on this host's endpoint, with nothing that asks or leads to another host. */
"use strict";
const place = document.getElementById("yasgui");
const endpoint = location.origin + "/sparql";
const prefixes = JSON.parse(place.dataset.prefixes);
const usual = `SELECT ?document ?title ?number (COUNT(DISTINCT ?citing) AS ?citing_documents) WHERE {
  ?citing eli:cites ?document .
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document eli:id_local ?number }
}
GROUP BY ?document ?title ?number
ORDER BY DESC(?citing_documents) ?number
LIMIT 20`;

/* The endpoint declares these itself; the editor wants to read them. */
function declare(query) {
  const used = Object.entries(prefixes).filter(([name]) => new RegExp(`(?<![\\w:])${name}:`).test(query) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(query));
  return used.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
}

/* An IRI of the graph leads to its page here, and no other IRI leads anywhere. */
function keepHere(link) {
  const href = link.getAttribute("href");
  if (!href || href.startsWith("/") || href.startsWith("#") || href.startsWith("blob:") || href.startsWith("data:")) return;
  const known = [[place.dataset.base, "/id/"], [place.dataset.concepts, "/concept/"]].find(([base]) => href.startsWith(base));
  if (known) link.href = known[1] + href.slice(known[0].length);
  else link.removeAttribute("href");
}
new MutationObserver(() => place.querySelectorAll("a[href]").forEach(keepHere)).observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] });

/* Completion of prefixes, classes and properties is fetched from prefix.cc and lov.linkeddata.es. */
Yasgui.Yasqe.defaults.autocompleters = [];
/* Cells are shown whole, until the user says otherwise. */
const table = Yasgui.Yasr.plugins.table.prototype, draw = table.draw;
table.draw = function (config, ...rest) { return draw.call(this, { isEllipsed: false, ...config }, ...rest); };
/* What a column is filtered and sorted by is parsed as markup on the way: it goes there without any. */
const columns = table.getColumns;
table.getColumns = function () {
  return columns.call(this).map((column) => (column.name === "" ? column : {
    ...column,
    render: (cell, use, ...rest) => (cell && use !== "display" && use !== "type" ? cell.value.replace(/[&<>]/g, " ") : column.render(cell, use, ...rest)),
  }));
};
/* An address is put between ' and ' as it is: it goes there without that sign, as it is and as a reference. */
const linked = table.getUriLinkFromBinding;
table.getUriLinkFromBinding = function (binding, ...rest) {
  return linked.call(this, { ...binding, value: binding.value.replaceAll("&", "&amp;").replaceAll("'", "%27") }, ...rest);
};
const yasgui = new Yasgui(place, {
  requestConfig: { endpoint, method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  copyEndpointOnNewTab: false,
  persistenceId: "policykg",
  yasqe: { value: declare(usual), createShareableLink: null, autocompleters: [] },
});
if (place.dataset.asked) yasgui.addTab(true).setQuery(declare(place.dataset.asked));
document.getElementById("examples").addEventListener("change", (event) => { if (event.target.value) yasgui.getTab().setQuery(declare(event.target.value)); });
