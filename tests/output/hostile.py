"""Script payloads that a document could bring, and a graph with each of them in every field."""

import networkx
from graph_sample import add_citation, add_document
from payloads import MORE

_FIRST = (
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
_LAST = (
    # what a drawing, an address, a file name or a spreadsheet could take for its own
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>window.hacked=1</script>",
    "<![CDATA[<script>window.hacked=1</script>]]>",
    "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "<?xml-stylesheet href='http://127.0.0.1:9/x.xsl'?>",
    "<image xlink:href='http://127.0.0.1:9/x.png' onerror='window.hacked=1'/>",
    "<foreignObject><body onload='window.hacked=1'/></foreignObject>",
    "<set attributeName='onclick' to='window.hacked=1'/>",
    "url(http://127.0.0.1:9/x.png)",
    "javascript:window.hacked=1",
    "JaVaScRiPt&#58;window.hacked=1",
    "data:text/html,<script>parent.hacked=1</script>",
    "#node=<script>window.hacked=1</script>&hide=level.central",
    "?hide=%3Cscript%3Ewindow.hacked=1%3C/script%3E",
    "../../../../tmp/hacked.html",
    "con.csv\r\nContent-Type: text/html",
    "=HYPERLINK(\"http://127.0.0.1:9/\",\"x\")",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "a\",\"=1+1\"\n=1+1",
    "constructor",
    "toString",
    "<textarea></textarea><script>window.hacked=1</script>",
    "<noscript><p title='</noscript><img src=x onerror=window.hacked=1>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>",
    "<template><img src=x onerror=window.hacked=1></template>",
    "<video><source onerror=window.hacked=1></video>",
    "<input onfocus=window.hacked=1 autofocus>",
    "\ufeff\u0085\x1b]8;;http://127.0.0.1:9/\x07link",
)
PAYLOADS = (*_FIRST, *MORE, *_LAST)


def hostile_graph(together: int = 1) -> networkx.MultiDiGraph:
    """One document a payload, with it in every field that comes from a document; each cites the next. ``together``: so many payloads in one text."""
    payloads = PAYLOADS if together == 1 else tuple(" ".join(PAYLOADS[place : place + together]) for place in range(0, len(PAYLOADS), together))
    above = dict(zip(payloads[1::2], payloads[::2])) | {payloads[6]: payloads[7]}  # one pair lies within each other
    graph = networkx.MultiDiGraph(places={payload: (payload, above.get(payload)) for payload in payloads})
    for index, payload in enumerate(payloads):
        add_document(graph, f"d/{index}{payload}", title=payload + "关于" + payload, number=payload, issuers=(payload, payload), type=payload,
                     region=payload, region_name=payload, level=("central", "county")[index % 2], year=2000 + index % 20, date=payload,
                     rank=payload, organ=payload, subjects=(payload,))
        graph.add_node(f"a/{index}", kind="agency", iri=f"a/{index}", name=payload, organ=payload, level="county", region=payload, region_name=payload)
        graph.add_edge(f"d/{index}{payload}", f"a/{index}", "issued-by", relation="issued-by")
        graph.add_node(f"m/{index}", kind="measure", iri=f"m/{index}", label=payload, heading=payload, ordinal=payload, measure_kind="task",
                       text=payload, document=f"d/{index}{payload}")
        graph.add_edge(f"m/{index}", f"d/{index}{payload}", "part-of", relation="part-of")
    for index, payload in enumerate(payloads):
        after = (index + 1) % len(payloads)
        add_citation(graph, f"d/{index}{payload}", f"d/{after}{payloads[after]}", payload, quote=payload, sentence="前" + payload + "后",
                     source=payload + ".txt", reason=payload, article=payload)
    return graph
