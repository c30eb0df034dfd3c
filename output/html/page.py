"""One self-contained HTML page: template, style, scripts and the picture as JSON.

The page asks for nothing outside itself and says so in a content security
policy: no network at all, and only the scripts and the style whose SHA-256
stands in the policy. Text from documents reaches the page in one place, a JSON
block that no parser reads as markup, and the scripts write it by textContent.
"""

import base64
import gzip
import hashlib
import html
import json
import re
from importlib import resources

from kg.errors import OutputError

from .characters import traditional_forms
from .terms import RELATION_GROUPS, TERMS, term

# What all pictures share, in the order in which the scripts build on one another; a picture's own script comes last.
FRAME = ("frame.js", "filters.js", "search.js", "paths.js", "panel.js", "labels.js", "keys.js", "tables.js", "save.js", "link.js")

# In a script element these could end the block or the string: written as \uXXXX, the same JSON value.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def embed_json(value) -> str:
    """JSON that is safe between <script> tags: sorted keys, Chinese unescaped, no character of markup."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.translate(_ESCAPES)


def page_file(name: str) -> str:
    """A template, style or script of this package, with the line ends an HTML parser will see."""
    return _newlines(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def vis_network_script() -> str:
    """vis-network (Apache-2.0 or MIT) as pyvis ships it; the licence stands at its head."""
    lib = resources.files("pyvis").joinpath("lib")
    for folder in sorted((f.name for f in lib.iterdir() if f.name.startswith("vis-")), key=_version, reverse=True):
        script = lib.joinpath(folder, "vis-network.min.js")
        if script.is_file():
            return _newlines(script.read_text(encoding="utf-8"))
    raise OutputError("pyvis is installed without its vis-network script: reinstall it (pip install --force-reinstall pyvis)")


def vendored_script(name: str) -> str:
    """A script of ``vendor/`` with its licence at its head, as the licence asks, and without the address of its source map."""
    vendor = resources.files(__package__).joinpath("vendor")
    file = next(file for file in sorted(vendor.iterdir(), key=lambda file: file.name) if re.fullmatch(rf"{name}-[\d.]+\.min\.js", file.name))
    licence = _newlines(vendor.joinpath(f"{name}.LICENSE.txt").read_text(encoding="utf-8")).strip()
    script = re.sub(r"\n//# sourceMappingURL=.*", "", _newlines(file.read_text(encoding="utf-8")))
    return f"/* {file.name}\n{licence}\n*/\n{script}"


def render_page(
    picture: dict, *, name: str, title: str | None, language: str, scripts: list[str],
    later: dict[str, object] | None = None, parts: dict[str, str] | None = None,
) -> bytes:
    """The whole page in UTF-8.

    ``name``: ``map`` or ``view``; ``title``: the heading, or None for the picture's own name;
    ``language``: ``zh`` or ``en``, the one it opens in; ``scripts``: source texts, run in this order.
    ``later``: given for a large picture, values that its scripts open when they need them, each under its name;
    the picture and these are then gzipped (inflate.js), and the scripts run as one when the picture is open.
    ``parts``: scripts that such a picture runs when it needs them. These and the values of ``later`` end the page.
    """
    style = page_file("palette.css") + page_file("picture.css")
    picture = picture | {"name": name, "title": title, "language": language, "terms": TERMS, "order": list(TERMS), "groups": RELATION_GROUPS,
                         "traditional": traditional_forms(picture["nodes"])}  # fmt: skip
    if later is None:
        blocks = f'<script type="application/json" id="picture">{embed_json(picture)}</script>'
    else:
        blocks = _block("picture", _pack(picture | {name: _columns(picture[name]) for name in ("nodes", "lines")}))
        inner = "\n".join(scripts)
        scripts = [f"{page_file('inflate.js')}\n(async () => {{\nconst policykgPicture = await policykgOpen();\n{inner}\n}})();"]
    rest = [*(_block(key, _pack(value)) for key, value in (later or {}).items()), *(_block(key, script) for key, script in (parts or {}).items())]
    slots = {
        "policy": content_policy(style, [*scripts, *(parts or {}).values()]),
        "lang": "zh-Hans" if language == "zh" else "en",
        "name": name,
        "title": html.escape(title or term(f"picture.{name}", language)),
        "style": style,
        "picture": blocks,
        "scripts": "\n".join([*(f"<script>{script}</script>" for script in scripts), *rest]),
        "search": html.escape(term("search.label", language)),
    }
    return fill_page("page.html", slots)


def fill_page(template: str, slots: dict[str, str]) -> bytes:
    """A template with the head that all pages share, its slots filled, in UTF-8."""
    page = page_file(template).replace("{{head}}", page_file("head.html"))
    # One pass: what a slot brings in is never searched for slots again.
    return re.sub(r"\{\{(\w+)\}\}", lambda slot: slots[slot[1]], page).encode("utf-8", "replace")


def content_policy(style: str, scripts: list[str]) -> str:
    """Nothing but this style and these scripts, by their hashes; no network."""
    hashes = " ".join(_hash(script) for script in scripts) or "'none'"
    return (f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data:; "
            "base-uri 'none'; form-action 'none'")


def _columns(rows: list[dict]) -> dict:
    """Rows with the same fields as {count, columns}: a column is a list, or {all} where every value is the same."""
    columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    return {"count": len(rows), "columns": {name: {"all": values[0]} if all(value == values[0] for value in values) else values
                                            for name, values in columns.items()}}  # fmt: skip


def _block(key: str, text: str) -> str:
    return f'<script type="text/plain" id="{key}">{text}</script>'


def _pack(value) -> str:
    """Gzipped JSON in base64, the same for the same value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 7, mtime=0)).decode("ascii")


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"


def _newlines(text: str) -> str:
    # The HTML parser turns \r\n and \r into \n before the hash is taken.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _version(folder: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", folder))
