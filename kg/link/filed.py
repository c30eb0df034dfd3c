"""Where a collector has filed a text: 浙江省/杭州市/通知.txt, 【杭州市】关于….txt.

A folder that is named after a division, or a file name that begins with one in full, says whose a text is that does not say it
itself. It is the collector's word, no field of the text's header: linking takes it, and the graph marks the region as derived.
"""

import re
from functools import lru_cache

from kg.regions import leading_place, region_named
from kg.text import fold

_MARKED = re.compile(r"[\[(〔]([一-龥]{2,20})[\])〕]")  # what collectors put before a title, folded


@lru_cache(maxsize=16384)
def place_of_source(source: str) -> str:
    """The code of the division under which a source's path files it, the innermost first; "" where it names none."""
    *folders, name = fold(source).split("/")
    within = ""
    for folder in folders:
        region = region_named(folder, within or None) or region_named(folder)
        if region and (region.name == folder or region.level != "county"):  # 通道 is a word, and the short name of a county
            within = region.code
    marked = _MARKED.match(name)
    if marked:
        region = region_named(marked[1], within or None)
        return region.code if region else within
    led = leading_place(name, within or None)
    return led[0].code if led and name[: led[1]].endswith(led[0].name) else within
