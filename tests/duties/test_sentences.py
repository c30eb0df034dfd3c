"""Sentences of duty: who stands where in them. Sentences are ours."""

import pytest

from kg.duties.sentences import find_spoken


def roles(words: str) -> dict[str, str]:
    return {words[duty.start : duty.end]: duty.role for duty in find_spoken(words)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # lists of central bodies
        (
            "名单由各地推荐,水利部会同国家发展改革委、农业农村部、应急管理部、司法部、科技部、中国气象局等部门筛选确定",
            {"水利部": "lead"} | dict.fromkeys(["国家发展改革委", "农业农村部", "应急管理部", "司法部", "科技部", "中国气象局"], "support"),
        ),
        ("报送水利部,经水利部会同有关部门组织专家评审通过后实施", {"水利部": "lead", "有关部门": "support"}),
        ("经信局会同住建局制定细则", {"经信局": "lead", "住建局": "support"}),
        ("国家税务总局某县税务局负责征收".replace("某县", "太康县"), {"国家税务总局太康县税务局": "responsible"}),
        # places that stand for their governments
        ("试点城市负责编制实施方案", {"试点城市": "responsible"}),
        ("示范县(市、区)负责项目落地", {"示范县(市、区)": "responsible"}),
        # whose organ is meant, said before it
        ("认定工作由申请人注册登记所在地的县级以上人民政府中小企业主管部门负责", {"县级以上人民政府中小企业主管部门": "responsible"}),
        ("由工程、货物供应商所在地的市水务局负责", {"市水务局": "responsible"}),
        ("项目所在地的区人民政府牵头处置", {"区人民政府": "lead"}),
        # one's share of a work
        ("市水务局按照各自职责做好河道保护工作", {"市水务局": "responsible"}),
        ("公安、财政、规划资源、绿化市容等相关行政管理部门,按照各自职责共同做好河道保护工作", dict.fromkeys(["公安", "财政", "规划资源", "绿化市容"], "responsible")),
        ("各有关部门在各自职责范围内做好河道保护工作", {"各有关部门": "responsible"}),
        ("公安、教育等部门要按照职责分工,抓好责任落实", {"公安": "responsible", "教育": "responsible"}),
        ("其他有关部门按照各自职责协助做好河道保护工作", {"其他有关部门": "support"}),
        ("房屋选址由组织、人社、住建部门负责", {"组织": "responsible", "人社": "responsible", "住建部门": "responsible"}),
        ("住建、房屋、文保等部门(单位)及各区政府按照职责分工做好保护工作", dict.fromkeys(["住建", "房屋", "文保", "各区政府"], "responsible")),
        ("相关行业主管部门和相关区政府(以下统称监管部门)落实各项决策,分别承担领域类和区域类数据的监管责任", {"相关行业主管部门": "responsible", "相关区政府": "responsible"}),
        ("发展和改革、财政、自然资源和规划、税务等管理部门,按照各自职责,协同做好相关工作", dict.fromkeys(["发展和改革", "财政", "自然资源和规划", "税务"], "responsible")),
        ("县级以上地方人民政府燃气管理部门负责燃气管理工作", {"县级以上地方人民政府燃气管理部门": "responsible"}),
        ("设区的市、县(市)人民政府燃气管理部门应当会同有关部门制定预案", {"设区的市、县(市)人民政府燃气管理部门": "lead", "有关部门": "support"}),
        ("燃气管理部门应当会同城乡规划等有关部门划定范围", {"燃气管理部门": "lead", "城乡规划": "support"}),
        ("区级残联组织会同同级有关部门负责落实规划", {"区级残联组织": "lead", "同级有关部门": "support"}),
        ("市公共就业服务机构是日常管理机构,负责材料受理", {"市公共就业服务机构": "responsible"}),
        ("教育、公安、妇联、残联等单位按照各自职责做好工作", dict.fromkeys(["教育", "公安", "妇联", "残联"], "responsible")),
        ("市老龄工作机构负责优待工作", {"市老龄工作机构": "responsible"}),
        ("市水利部门设立的保险经办机构负责征缴工作", {"保险经办机构": "responsible"}),
        ("试点区内市、县政府指定的部门负责推广工作", {}),
        ("市、县政府指定的部门负责推广工作", {"市、县政府指定的部门": "responsible"}),
        ("县人民政府水利主管部门或者县人民政府确定的燃气主管部门负责燃气管理", {"县人民政府水利主管部门": "responsible", "县人民政府确定的燃气主管部门": "responsible"}),
        ("区建设局为本办法的牵头实施单位", {"区建设局": "lead"}),
        ("市房屋管理部门作为改造工作的牵头部门,要加强统筹", {"市房屋管理部门": "lead"}),
        ("各行业主管部门要强化协同,切实担负完成目标任务的主体责任", {"各行业主管部门": "responsible"}),
        ("镇(街)负责受理申请", {"镇(街)": "responsible"}),
        ("数据监管方承担监管责任", {"数据监管方": "responsible"}),
    ],
)
def test_sentences(words, expected):
    assert roles(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "若项目经市水务局会同市财政局认定为示范项目,可先行建设",
        "经市水务局会同市财政局认定的企业可以申报",
        "未经市水务局会同有关部门同意,不得施工",
        "试点企业负责编制方案",
        "试点单位负责人应当参加培训",
        "学生向户籍所在地的区教育局申请",
        "各部门要按照职责分工加强协作",  # any other verb
        "各区政府要加强宣传,按照规定做好统计工作",
        "企业按照各自职责做好安全生产工作",
        "中介服务机构负责核验材料",
        "企业作为安全生产的责任主体",
        "市水务局作为采购人,应当编制预算",
        "镇(街)级卫生院负责接种",
        "政府部门和事业单位以及各区政府依照职责做好相应工作",
        "道路、桥梁、隧道等部位由施工单位做好防护",
        "河道、水库、湖泊等管理工作由专人做好记录",
        "中心城区、开发区等重点区域,按照各自职责做好保洁",
    ],
)
def test_sentences_that_do_not_count(words):
    assert roles(words) == {}
