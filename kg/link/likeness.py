"""How alike titles are: for people who review, never for linking by itself.

Two cores are only compared inside a block: the same type, the same figures (2021年, 第二批, “十四五”) and words that turn
the sense. Even so most titles that differ in two characters are two documents (海河流域 and 辽河流域): on rows with
numbers no threshold with more than two pairs reached a precision of 0.25 (``benchmarks/link_threshold.py``): likeness
proposes and does not decide.
"""

import re
from collections.abc import Iterable, Iterator

THRESHOLD = 92.0  # of 100: below it hardly a pair of one document was found
SHORTEST = 10  # characters of a core: in shorter ones one character is a different matter
_FIGURES = re.compile(r"[0-9]+|[一二三四五六七八九十百]+(?=[批次届期号年条])|十[一二三四五]五")
_CONTRARY = re.compile("不|未|非|取消|撤销|废止|修订|修改|修正|补充|暂行|试行|延长|终止|暂停|恢复|转发|解除|停止|上半年|下半年|省|市|县|区")


def block_of(core: str) -> str:
    """What two titles must share before their likeness means anything: figures, and words that turn the sense."""
    return "/".join([*_FIGURES.findall(core), *sorted(_CONTRARY.findall(core))])


def find_alike(cited: Iterable[str], known: Iterable[str], threshold: float = THRESHOLD) -> Iterator[tuple[str, str, float]]:
    """(cited, known, score 0–100) of all pairs of different cores in one block that reach the threshold."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    blocks: dict[str, tuple[list[str], list[str]]] = {}
    for side, cores in enumerate((cited, known)):
        for core in sorted(set(cores)):
            if len(core) >= SHORTEST:
                blocks.setdefault(block_of(core), ([], []))[side].append(core)
    for ours, theirs in blocks.values():
        for start in range(0, len(ours) if theirs else 0, 256):
            batch = ours[start : start + 256]
            scores = cdist(batch, theirs, scorer=Indel.normalized_similarity, score_cutoff=threshold / 100)
            for row, column in zip(*scores.nonzero()):
                if batch[row] != theirs[column]:
                    yield batch[row], theirs[column], float(scores[row][column]) * 100
