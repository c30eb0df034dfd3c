"""Script payloads that a document could bring, and a graph with each of them in every field."""

import networkx
from graph_sample import add_citation, add_document

PAYLOADS = (
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "</ScRiPt ><sCrIpT>window.hacked=1</sCrIpT>",
    "<!--<script>window.hacked=1</script>-->",
    "<!-- <script> ",
    "--><script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "\"><img src=x onerror='window.hacked=1'>",
    "' onmouseover='window.hacked=1",
    "\" autofocus onfocus=\"window.hacked=1",
    "<svg onload=window.hacked=1>",
    "<svg><script>window.hacked=1</script></svg>",
    "<iframe src=\"javascript:parent.hacked=1\"></iframe>",
    "<a href=\"javascript:window.hacked=1\">href</a>",
    "<object data=\"data:text/html,<script>parent.hacked=1</script>\"></object>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">",
    "<base href=http://127.0.0.1:9/>",
    "<details open ontoggle=window.hacked=1>",
    "<style>@import 'http://127.0.0.1:9/x.css';</style>",
    "<form action=http://127.0.0.1:9/><input name=q autofocus></form>",
    "{{constructor.constructor('window.hacked=1')()}}",
    "{{picture}}{{scripts}}{{title}}",
    "${window.hacked=1}`;window.hacked=1;//",
    "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    "\u2028window.hacked=1\u2029//",
    "];window.hacked=1;var x=[",
    "\x00<script>window.hacked=1</script>\x1b[31m",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "\u202e<script>window.hacked=1</script>\u202c",
    "__proto__",
    "\ud800 lone surrogate <b onclick=window.hacked=1>",
)


def hostile_graph() -> networkx.MultiDiGraph:
    """One document a payload, with it in every field that comes from a document; each cites the next."""
    graph = networkx.MultiDiGraph()
    for index, payload in enumerate(PAYLOADS):
        add_document(graph, f"d/{index}{payload}", title=payload + "关于" + payload, number=payload, issuers=(payload, payload), type=payload,
                     region=payload, region_name=payload, level=("central", "county")[index % 2], year=2000 + index % 20, date=payload)
        graph.add_node(f"a/{index}", kind="agency", iri=f"a/{index}", name=payload, organ=payload, level="county", region=payload, region_name=payload)
        graph.add_edge(f"d/{index}{payload}", f"a/{index}", "issued-by", relation="issued-by")
        graph.add_node(f"m/{index}", kind="measure", iri=f"m/{index}", label=payload, heading=payload, ordinal=payload, measure_kind="task",
                       text=payload, document=f"d/{index}{payload}")
        graph.add_edge(f"m/{index}", f"d/{index}{payload}", "part-of", relation="part-of")
    for index, payload in enumerate(PAYLOADS):
        after = (index + 1) % len(PAYLOADS)
        add_citation(graph, f"d/{index}{payload}", f"d/{after}{PAYLOADS[after]}", payload, quote=payload, sentence="前" + payload + "后",
                     source=payload + ".txt", reason=payload, article=payload)
    return graph
