"""Why a link stands: a short code in the graph, a sentence for people, and how sure it is.

``docs/linking.md`` holds the same table; a test keeps the two equal.
"""

from typing import NamedTuple


class Reason(NamedTuple):
    """``confidence`` 0 to 1; 0 for reasons why a mention stays unlinked."""

    confidence: float
    zh: str
    en: str


REASONS = {
    "number": Reason(0.99, "发文字号相同，发文机关所在地相同", "the same document number, of the same owner's place"),
    "number-reach": Reason(
        0.95, "发文字号相同，代字未说明地方，本地及上级中仅此一件", "the number is one's only within the citing place and its superiors"
    ),
    "title": Reason(0.97, "标题相同，发文机关或地方相同", "the same title, of the same issuer or place"),
    "title-reach": Reason(
        0.9, "标题相同，未写明地方，本地、上级及中央文件中仅此一件", "the title names no place and is one's only within reach"
    ),
    "title-learned": Reason(
        0.95, "标题在别处与发文字号并列，字号已知", "the title stands beside its number in another mention"
    ),
    "title-version": Reason(0.9, "同一法规有几个版本，取引用文件成文时最新的一个", "one regulation in several versions: the latest before the citing document"),
    "title-here": Reason(0.5, "标题常见又未写明地方，只认作本文件或本地所指", "a common title without a place means a document of this text or place only"),
    "reviewed": Reason(1.0, "经人工核定", "a person decided so in review"),
    "planned": Reason(0.9, "尚待制定的文件", "a document still to be made"),
    "ambiguous": Reason(0.0, "有两件以上文件可指", "more than one document can be meant"),
    "later": Reason(0.0, "文件晚于引用它的文件", "the document is later than the one that cites it"),
    "disagree": Reason(0.0, "发文字号与标题所指不同", "number and title mean different documents"),
    "rejected": Reason(0.0, "经人工否定", "a person decided in review that it is not meant"),
    "self": Reason(0.0, "指向本文件自身", "the mention points to its own document"),
    "nothing": Reason(0.0, "没有标题，也没有发文字号", "neither title nor number"),
}
RESPONSIBILITY_REASONS = {
    "name": Reason(0.97, "全称可知", "the full name is known from the document"),
    "unnamed": Reason(0.0, "泛称或只写领域，不成机关", "a group or a bare field of work, no agency"),
}
