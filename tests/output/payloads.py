"""More script payloads than a person thinks of at once: the classics by family, each setting ``window.hacked`` or asking a host."""

_RUN = "window.hacked=1"
_HOST = "http://127.0.0.1:9"

_ELEMENTS = (
    f"<SCRIPT SRC={_HOST}/x.js></SCRIPT>", f"<script src=data:text/javascript,{_RUN}></script>", f"<script type=module>{_RUN}</script>", f"<script\x0c>{_RUN}</script\x0c>",
    f"<script/x>{_RUN}</script/x>", f"<scr<script>ipt>{_RUN}</scr</script>ipt>", f"<<script>{_RUN}//<</script>", f"<script\n>{_RUN}</script\n>", f"<script>{_RUN}", f"<x:script xmlns:x='http://www.w3.org/1999/xhtml'>{_RUN}</x:script>",
    f"<iframe srcdoc='<script>parent.{_RUN[7:]}</script>'></iframe>", f"<iframe onload={_RUN}></iframe>", f"<embed src=javascript:{_RUN}>", f"<object data=javascript:{_RUN}></object>",
    f"<frameset onload={_RUN}><frame></frameset>", f"<applet code=x onerror={_RUN}></applet>", f"<portal src={_HOST} onload={_RUN}>", f"<img src='x'onerror='{_RUN}'>", f"<img/src=x/onerror={_RUN}>",
    f"<img src=x onerror\x0b={_RUN}>", f"<img src=x:x onerror=\"{_RUN}\" <p", f"<img srcset='x 1x' onerror={_RUN}>", f"<picture><source srcset=x><img onerror={_RUN}></picture>", f"<image src=x onerror={_RUN}>",
    f"<img src=`x`onerror={_RUN}>", f"<img src={_HOST}/pixel.png>", f"<img lowsrc={_HOST}/x dynsrc={_HOST}/y src={_HOST}/z>", f"<audio src=x onerror={_RUN}>", f"<video poster={_HOST}/x src=x onerror={_RUN}>",
    f"<track src=x onerror={_RUN}>", f"<body background={_HOST}/x onload={_RUN}>", f"<table background={_HOST}/x><td background={_HOST}/y>", f"<input type=image src=x onerror={_RUN}>", f"<isindex type=image src=1 onerror={_RUN}>",
    f"<button formaction=javascript:{_RUN} autofocus>x</button>", f"<form><button formaction=javascript:{_RUN}>x", f"<a href=javascript:{_RUN} ping={_HOST}/p autofocus>x</a>", f"<area href=javascript:{_RUN}>", f"<base href=javascript:{_RUN}//>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>", "<meta http-equiv=Content-Security-Policy content=\"default-src *\">", "<meta charset=utf-7>+ADw-script+AD4-", f"<link rel=import href={_HOST}/x.html>", f"<link rel=preload as=image href={_HOST}/p.png>",
    f"<link rel=dns-prefetch href=//127.0.0.1:9><link rel=prefetch href={_HOST}/q>", f"<style>body{{background:url({_HOST}/x)}}</style>", f"<style onload={_RUN}></style>", f"<p style=\"background:url('{_HOST}/x')\">", f"<p style=\"width:expression({_RUN})\">",
    f"<p style=\"-moz-binding:url({_HOST}/x.xml)\">", f"<style>@font-face{{font-family:x;src:url({_HOST}/f)}}*{{font-family:x}}</style>", "<style>*{display:none!important}</style>", f"<marquee onstart={_RUN}>x</marquee>", f"<marquee loop=1 width=0 onfinish={_RUN}>x</marquee>",
    f"<dialog open onclose={_RUN}><form method=dialog><button autofocus>", f"<select autofocus onfocus={_RUN}>", f"<textarea autofocus onfocus={_RUN}>", f"<keygen autofocus onfocus={_RUN}>", f"<div contenteditable autofocus onfocus={_RUN}>", f"<div tabindex=0 autofocus onfocus={_RUN}>",
    f"<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart={_RUN}>", f"<b style='transition:color 1s' ontransitionend={_RUN}>", f"<div onpointerenter={_RUN} style=position:fixed;inset:0>x</div>", f"<b onmouseover={_RUN}>x</b>",
    f"<div popover id=p onbeforetoggle={_RUN}><button popovertarget=p autofocus>", f"<xss onscrollend={_RUN} style=display:block;overflow:auto>", f"<custom-element onclick={_RUN}>", f"<slot onslotchange={_RUN}>", f"<shadow><script>{_RUN}</script></shadow>",
)  # fmt: skip
_DRAWINGS = (
    f"<svg/onload={_RUN}>", f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>", f"<svg><a><animate attributeName=href values=javascript:{_RUN} /><text x=20 y=20>x</text></a>", f"<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>{_RUN}</script></svg>#x\">",
    f"<svg><image href=x onerror={_RUN}>", f"<svg><foreignObject><iframe onload={_RUN}></foreignObject>", f"<svg><style><img src=x onerror={_RUN}></style>", f"<svg><title><img src=x onerror={_RUN}></title>", f"<svg><desc></svg><img src=x onerror={_RUN}>", f"<svg><script href=data:,{_RUN} />",
    "<svg><script>&#119;indow.hacked=1</script>", f"<svg><discard onbegin={_RUN}>", f"<svg><handler type=text/javascript>{_RUN}</handler>", f"</text></g></svg><script>{_RUN}</script>", f"<math href=javascript:{_RUN}>x</math>", f"<math><maction actiontype=statusline#{_HOST} xlink:href=javascript:{_RUN}>x",
    f"<math><mi//xlink:href='data:x,<script>{_RUN}</script>'>", f"<math><annotation-xml encoding=text/html><script>{_RUN}</script>", f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={_RUN}>", f"<svg></p><style><a id=\"</style><img src=1 onerror={_RUN}>\">",
    f"<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style><a title=\"</style><img src onerror={_RUN}>\">",
)  # fmt: skip
_BREAKOUTS = (
    f"</title><script>{_RUN}</script>", f"</textarea><script>{_RUN}</script>", f"</style><script>{_RUN}</script>", f"</noscript><script>{_RUN}</script>", f"</template><script>{_RUN}</script>", f"</select><script>{_RUN}</script>", f"</iframe><script>{_RUN}</script>",
    f"</xmp><script>{_RUN}</script>", f"</plaintext><script>{_RUN}</script>", f"<xmp><p title=\"</xmp><script>{_RUN}</script>\">", f"--!><script>{_RUN}</script>", f"<!--><script>{_RUN}</script>", f"<!-- --!><img src=x onerror={_RUN}>", f"<![if gte IE 4]><script>{_RUN}</script><![endif]>",
    f"<?php echo 1 ?><script>{_RUN}</script>", f"<%= {_RUN} %>", f"\"/><script>{_RUN}</script>", f"'/><script>{_RUN}</script>", f"\" onclick=\"{_RUN}\" x=\"", f"` onload={_RUN} x=`", f"x onmouseover={_RUN} y", f"\" style=\"position:fixed;inset:0\" onpointermove=\"{_RUN}", f"\"></a><a href=\"javascript:{_RUN}\">",
    f"\\\"><script>{_RUN}</script>", f"\\';{_RUN};//", f"';{_RUN};'", f"\";{_RUN};\"", f"\"}};{_RUN};//", f"\"}}]}}</script ><script>{_RUN}</script>", f"</script\t><img src=x onerror={_RUN}>", "<!--<script></script>", f"<!--<script>-->{_RUN}</script>", f"\r\n\r\n<script>{_RUN}</script>",
    f"\\x3cscript\\x3e{_RUN}\\x3c/script\\x3e", f"\\74script\\76{_RUN}", f"%3Cscript%3E{_RUN}%3C/script%3E", f"%253Cscript%253E{_RUN}", f"&#60;script&#62;{_RUN}&#60;/script&#62;", f"&#x3c;img src=x onerror={_RUN}&#x3e;", f"&amp;lt;script&amp;gt;{_RUN}", f"&NewLine;<script>{_RUN}</script>",
)  # fmt: skip
_ADDRESSES = (
    f"javascript&colon;{_RUN}", f"java\tscript:{_RUN}", f"java\nscript:{_RUN}", f"\x01javascript:{_RUN}", f" javascript:{_RUN}", f"javascript:/*--></title></style></textarea></script><svg/onload={_RUN}>", f"javascript://%0a{_RUN}", f"javascript:'<script>{_RUN}</script>'", f"vbscript:{_RUN}",
    f"livescript:{_RUN}", f"view-source:javascript:{_RUN}", "data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTE8L3NjcmlwdD4=", f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{_RUN}'/>", f"blob:null/{_RUN}", "//127.0.0.1:9/x.js", "\\\\127.0.0.1\\x", "file:///etc/passwd",
    f"https://example.org/\"onmouseover=\"{_RUN}", f"https://example.org/'><script>{_RUN}</script>", f"https://a@127.0.0.1:9/#<img src=x onerror={_RUN}>",
)  # fmt: skip
_TEMPLATES = (
    "{{7*7}}", "{% raw %}{{ config }}{% endraw %}", "{%include '/etc/passwd'%}", "{{''.__class__.__mro__[1].__subclasses__()}}", "{0.__class__}{kind}{}", "%(a)s %s %n %x", "#{7*7}", "<%= 7*7 %>", "*{7*7}", "@{{" + _RUN + "}}", "[[${7*7}]]", "$" + "{{" + _RUN + "}}",
    "\\u003c/script\\u003e", "$&$`$'$1", "\\1\\g<0>", "toString.constructor", "__defineGetter__", "hasOwnProperty", "valueOf", "prototype",
)  # fmt: skip
_LETTERS = (
    f"＜script＞{_RUN}＜/script＞", f"\u2039script\u203a{_RUN}", f"<\u200bscript>{_RUN}</script>", f"<ſcript>{_RUN}</ſcript>", f"<scrıpt>{_RUN}</scrıpt>", f"\u2066<script>{_RUN}</script>\u2069", f"\U000e003cscript\U000e003e{_RUN}", f"<img\u2028src=x\u2029onerror={_RUN}>", f"\x85<script>{_RUN}</script>",
    f"\u00a0<img src=x onerror={_RUN}>", f"\ufffe<script>{_RUN}</script>\uffff", f"甲<b>乙</b>\u0301<script>{_RUN}</script>", f"\U0001f600<script>{_RUN}</script>", "\x07\x08\x1b]0;title\x07\x1b[2J\x9b31m",
)  # fmt: skip
FORMULAS = (
    " =1+1", "  @SUM(1)", "\u3000=1+1", "\u00a0+1", "\n=1+1", "\ufeff=1+1", "\u200b-1+1", "\x00=1+1", "＋1+1", "－1+1", "＠SUM(1)", " ＝1+1", "\t@x", "=cmd|'/C calc'!A0", "=IMPORTXML(\"" + _HOST + "\",\"//a\")", "=WEBSERVICE(\"" + _HOST + "\")", "\";=1+1;\"", "\x1f=1+1",
)  # fmt: skip
MORE = (*_ELEMENTS, *_DRAWINGS, *_BREAKOUTS, *_ADDRESSES, *_TEMPLATES, *_LETTERS, *FORMULAS)
