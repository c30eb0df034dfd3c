"""Generated 公文 with citations among them and the truth about those: ``python benchmarks/generator.py COUNT FOLDER [--size KB] [--seed N]``.

Places and central organs are the lexicon's; every title, sentence and number is made up here, from the seed alone, so that
any count of documents is the beginning of any larger one. Each document cites earlier ones: of its own government, of those
above it, of the State Council. Most are well-formed; the others have what is found in the wild: brackets of other kinds, blanks
and full-width digits in numbers, the page around the text, traditional characters, no number, no signature, html.
``FOLDER/truth.tsv`` has a line for each citation: the file that cites, the file that is cited.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.regions import ancestors, divisions  # noqa: E402

_FIRST_DAY, _DAYS = date(2008, 1, 1), 17 * 365
_LEVELS = ("central", "province", "prefecture", "county")
_SHARES = (3, 12, 30, 55)  # documents in a hundred
_ACTIONS = "加强 推进 规范 促进 深化 完善 优化 支持 加快 改进".split()
_FIELDS = (
    "农村 城市 基层 社区 县域 山区 园区 沿江 校园 青少年 老年人 残疾人 中小企业 民营经济 返乡人员 困难家庭 "
    "重点领域 公共场所 老旧小区 乡镇".split()
)
_TOPICS = (
    "供水保障 垃圾分类 道路养护 托育服务 图书借阅 消防安全 职业培训 粮食储备 林地保护 河道治理 电子政务 信用信息 气象预警 "
    "特色种植 冷链物流 古树名木 医疗急救 康复护理 体育健身 文物修缮 质量检验 招标采购 档案利用 应急演练 节能改造 住房租赁 公交出行 "
    "用地审批 知识产权 志愿服务 食品抽检 动物防疫 防汛抗旱 就业援助 科普宣传 法律援助 债务管理 融资担保 数据共享 养老服务 "
    "停车管理 噪声防治 水土保持 种质资源 渔业增殖 电梯维护 危房改造 乡土人才 电商直播 产销对接".split()
)
_TAILS = "工作 建设 管理 服务 发展 改革".split()
_KINDS = ("意见", "实施意见", "通知", "决定", "指导意见", "方案", "办法", "行动计划")
_ISSUED = ("方案", "办法", "行动计划")  # issued by a notice
_ORGANS = "财政 教育 民政 司法 自然资源 生态环境 交通运输 水利 农业农村 商务 应急管理 审计 统计 体育".split()
_DEEDS = (
    "建立{topic}台账，逐项明确责任人和完成时限",
    "将{topic}纳入年度目标管理，每季度通报一次进展",
    "统筹安排{topic}资金，优先保障{field}项目",
    "开展{field}{topic}专项检查，对发现的问题限期整改",
    "健全{topic}联席会议机制，及时研究解决困难",
    "培育一批{topic}示范点，总结推广好的做法",
    "简化{topic}办理环节，压减申报材料三分之一以上",
    "组织{field}{topic}业务培训，每年不少于两次",
)
_HEADS = ("{action}{topic}", "健全{topic}机制", "夯实{topic}基础", "拓展{topic}渠道", "强化{topic}保障", "提升{field}{topic}水平")
_CHROME = ("首页 > 政务公开 > 文件", "【字体：大 中 小】 打印 关闭", "分享到：微信 微博")
_TRADITIONAL = str.maketrans("关于国务发办实见会农业设与为级个济给导动", "關於國務發辦實見會農業設與為級個濟給導動")


@dataclass(frozen=True, slots=True)
class Place:
    """One government: ``above`` the indices of those it is under, the nearest first."""

    level: str
    name: str  # 河南省; "" for the centre
    letters: str  # with which its codes begin
    above: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """What a later document may cite."""

    file: str
    title: str
    number: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Generated:
    """One document: its file's name, its text, and the files of the documents that it cites."""

    file: str
    text: str
    cited: tuple[str, ...]


def load_places() -> list[Place]:
    """The centre, then every division of today, those above first."""
    places, index = [Place("central", "", "国", ())], {}
    today = [(region, shorts) for region, shorts in divisions() if region.last is None and not region.code.startswith("XB") and shorts]
    order = {level: rank for rank, level in enumerate(_LEVELS)}
    names = Counter(region.name for region, _ in today)
    for region, shorts in sorted(today, key=lambda row: (order[row[0].level], row[0].code)):
        above = [index[one.code] for one in ancestors(region) if one.code in index]
        if names[region.name] > 1 or (region.level != "province" and not above):
            continue  # a name that two divisions bear would leave the truth open
        index[region.code] = len(places)
        letters = shorts[-1] if region.level == "province" else region.name[0]
        places.append(Place(region.level, region.name, letters, (*above, 0)))
    return places


class Generator:
    """``size`` is the wanted length in bytes of UTF-8; the same arguments give the same documents."""

    def __init__(self, seed: int = 1, size: int = 2_000):
        self._random, self._size = random.Random(seed), size
        self._places = load_places()
        self._by_level = {level: [i for i, place in enumerate(self._places) if place.level == level] for level in _LEVELS}
        self._issued: dict[int, list[Issued]] = {}
        self._serials: dict[tuple[str, str, int], int] = {}
        self._titles: set[tuple[int, str]] = set()

    def documents(self, count: int, span: int = 120_000) -> Iterator[Generated]:
        """``count`` documents in the order of their days, which go on for ``span`` documents."""
        for index in range(count):
            yield self._document(index, _FIRST_DAY + timedelta(days=index * _DAYS // span))

    def _document(self, index: int, day: date) -> Generated:
        pick = self._random
        level = pick.choices(_LEVELS, _SHARES)[0]
        at = pick.choice(self._by_level[level][: 400 if level == "county" else None])
        place = self._places[at]
        office = pick.random() < 0.45
        issuer = _issuer(place, office)
        core, kind, topic, field = self._core(at)
        title = f"{issuer}关于印发{core}的通知" if kind in _ISSUED else f"{issuer}关于{core}"
        number = self._number(place, office, day)
        form = pick.random()
        file = f"{index // 1000:04d}/{index:07d}.{'html' if 0.90 <= form < 0.93 else 'txt'}"
        cited = self._choose_cited(at, day)
        words, truth = self._introduction(place, cited, topic)
        unnumbered = 0.93 <= form < 0.96
        body = self._body(place, field, topic, words, len(title.encode()) + 200)
        lines = [title, "" if unnumbered else self._written(number), "", self._recipients(place)]
        lines += [f"　　{line}" for line in body]
        if not 0.96 <= form < 0.98:
            lines += ["", f"　　　　　　{issuer}", f"　　　　　　{day.year}年{day.month}月{day.day}日"]
        text = "\n".join(lines) + "\n"
        if 0.80 <= form < 0.90:
            text = f"{_CHROME[0]}\n{_CHROME[1]}\n{text}\n{_CHROME[2]}\n"
        elif file.endswith("html"):
            text = _page(title, lines)
        elif 0.98 <= form:
            text = text.translate(_TRADITIONAL)
        dated = not 0.96 <= form < 0.98
        if dated or not unnumbered:
            self._issued.setdefault(at, []).append(Issued(file, title, number, day))
        return Generated(file, text, tuple(sorted(set(truth))))

    def _core(self, at: int) -> tuple[str, str, str, str]:
        """A title that its government has not used: (words after 关于, kind, topic, field)."""
        pick = self._random
        while True:
            field, topic, kind = pick.choice(_FIELDS), pick.choice(_TOPICS), pick.choice(_KINDS)
            words = f"{pick.choice(_ACTIONS)}{field}{topic}{pick.choice(_TAILS)}"
            if (at, words) not in self._titles:
                self._titles.add((at, words))
                return (f"{words}{kind}" if kind in _ISSUED else f"{words}的{kind}"), kind, topic, field

    def _number(self, place: Place, office: bool, day: date) -> str:
        code = ("国办发" if office else "国发") if place.level == "central" else f"{place.letters}政{'办' if office else ''}发"
        key = place.name, code, day.year
        self._serials[key] = self._serials.get(key, 0) + 1
        return f"{code}〔{day.year}〕{self._serials[key]}号"

    def _written(self, number: str) -> str:
        """The number as one of ten prints it."""
        form = self._random.random()
        if form < 0.90:
            return number
        if form < 0.94:
            return number.replace("〔", "[").replace("〕", "]")
        if form < 0.97:
            return number.replace("〔", "（").replace("〕", "）")
        if form < 0.985:
            return number.replace("〔", " 〔 ").replace("〕", " 〕 ")
        return "".join(chr(ord(char) + 0xFEE0) if char.isdecimal() else char for char in number)

    def _choose_cited(self, at: int, day: date) -> list[tuple[int, Issued]]:
        pick, found = self._random, []
        for government in (at, *self._places[at].above):
            known = self._issued.get(government)
            for _ in range(pick.choice((0, 1, 1, 2)) if known else 0):
                one = known[min(int(len(known) * pick.random() ** 2), len(known) - 1)]
                if one.day < day and all(one is not other for _, other in found):
                    found.append((government, one))
        return found

    def _introduction(self, place: Place, cited: list[tuple[int, Issued]], topic: str) -> tuple[str, list[str]]:
        """The sentence that names what the document rests on, and the files that it means."""
        written = []
        for government, one in cited:
            owner = self._places[government]
            near = [place.letters, *(self._places[above].letters for above in place.above)]
            form = self._random.random()
            if form < 0.60:
                written.append(f"《{one.title}》（{self._written(one.number)}）")
            elif form < 0.80 or near.count(owner.letters) > 1:
                written.append(f"《{one.title}》")
            else:
                written.append(f"{_issuer(owner, '办' in one.number.partition('〔')[0][1:])}《{_bare(one.title)}》（{self._written(one.number)}）")
        if self._random.random() < 0.3:
            written.append("《中华人民共和国行政许可法》")
        if not written:
            return f"为做好{topic}工作，结合实际，现就有关事项通知如下：", []
        return f"为贯彻落实{'、'.join(written)}精神，做好{topic}工作，结合实际，现就有关事项通知如下：", [one.file for _, one in cited]

    def _body(self, place: Place, field: str, topic: str, introduction: str, length: int) -> list[str]:
        pick, lines = self._random, [introduction]
        length += len(introduction.encode())
        part = item = 0
        while length < self._size or item < 2:
            if item % 4 == 0:
                part += 1
                lines.append(f"{_numeral(part)}、{pick.choice(_ACTIONS)}{pick.choice(_TOPICS)}")
            item += 1
            head = pick.choice(_HEADS).format(action=pick.choice(_ACTIONS), topic=pick.choice(_TOPICS), field=field)
            deeds = "。".join(deed.format(topic=topic, field=field) for deed in pick.sample(_DEEDS, 2))
            lines.append(f"（{_numeral((item - 1) % 4 + 1)}）{head}。{deeds}。{self._target(topic)}{self._duty(place)}")
            length += len(lines[-1].encode())
        return lines

    def _target(self, topic: str) -> str:
        pick = self._random
        return f"到{pick.randint(2025, 2035)}年，{topic}覆盖率达到{pick.randint(60, 99)}%以上。" if pick.random() < 0.3 else ""

    def _duty(self, place: Place) -> str:
        pick = self._random
        first, *others = pick.sample(_ORGANS, pick.randint(1, 3))
        names = [_department(place, organ) for organ in (first, *others)]
        form = pick.random()
        if form < 0.5:
            return f"（{names[0]}牵头，{'、'.join(names[1:])}配合）" if others else f"（{names[0]}负责）"
        return f"（责任单位：{'、'.join(names)}）" if form < 0.9 else ""

    def _recipients(self, place: Place) -> str:
        return {
            "central": "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
            "province": "各市、县（区）人民政府，省政府各部门：",
            "prefecture": "各县（区）人民政府，市政府各部门：",
            "county": "各乡镇人民政府，县政府各部门：",
        }[place.level]


def _issuer(place: Place, office: bool) -> str:
    if place.level == "central":
        return "国务院办公厅" if office else "国务院"
    word = "办公厅" if place.level == "province" else "办公室"
    return f"{place.name}人民政府{word if office else ''}"


def _department(place: Place, organ: str) -> str:
    if place.level == "central":
        return {"统计": "国家统计局", "审计": "审计署", "体育": "体育总局"}.get(organ, f"{organ}部")
    return f"{place.name[-1] if place.level != 'province' else '省'}{organ}{'厅' if place.level == 'province' else '局'}"


def _bare(title: str) -> str:
    """A title without its issuer: 关于…的意见."""
    return title[title.index("关于") :]


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九十"
    return digits[number] if number <= 10 else f"{digits[number // 10] if number >= 20 else ''}十{digits[number % 10] if number % 10 else ''}"


def _page(title: str, lines: list[str]) -> str:
    body = "\n".join(f"<p>{line}</p>" for line in lines if line)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><div>{_CHROME[0]}</div>\n{body}\n</body></html>\n'


def write_documents(folder: Path, documents: Iterator[Generated]) -> None:
    """The files under ``folder/docs`` and ``folder/truth.tsv``."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "truth.tsv", "w", encoding="utf-8", newline="\n") as truth:
        for document in documents:
            path = folder / "docs" / document.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document.text, encoding="utf-8", newline="\n")
            truth.writelines(f"{document.file}\t{cited}\n" for cited in document.cited)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", type=int)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--size", type=float, default=2, help="kB of a document")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    write_documents(chosen.folder, Generator(chosen.seed, int(chosen.size * 1000)).documents(chosen.count))
