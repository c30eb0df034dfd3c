/* The SPARQL page: YASGUI on this host's endpoint, with nothing that asks another host. */
"use strict";
const place = document.getElementById("yasgui");
const usual = "SELECT ?title ?number (COUNT(DISTINCT ?citing) AS ?citing_documents) WHERE {\n  ?citing eli:cites ?document .\n  OPTIONAL { ?document dcterms:title ?title }\n"
  + "  OPTIONAL { ?document eli:id_local ?number }\n}\nGROUP BY ?document ?title ?number\nORDER BY DESC(?citing_documents) ?number\nLIMIT 20";
/* Completion of prefixes, classes and properties is fetched from prefix.cc and lov.linkeddata.es. */
Yasgui.Yasqe.defaults.autocompleters = [];
Yasgui.Yasqe.defaults.createShareableLink = null;
const yasgui = new Yasgui(place, {
  requestConfig: { endpoint: "/sparql", method: "POST" },
  endpointCatalogueOptions: { getData: () => [{ endpoint: "/sparql" }] },
  copyEndpointOnNewTab: false,
  persistenceId: "policykg",
  yasqe: { value: usual, createShareableLink: null, autocompleters: [] },
});
const tab = () => yasgui.getTab();
const write = (query) => { tab().setQuery(query); };
if (place.dataset.asked) write(place.dataset.asked);
document.getElementById("examples").addEventListener("change", (event) => { if (event.target.value) write(event.target.value); });
