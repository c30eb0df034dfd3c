"""What is no policy document, and what is one although it lacks much."""

import pytest
from layers import layers_of


def reason(text):
    _, found = layers_of(text)
    return found["genre"][0].label if found["genre"] else None


@pytest.mark.parametrize(
    "text, why",
    [
        ("《清河市农村公路养护办法》政策解读\n一、起草背景\n为加强养护，市政府出台办法。\n二、主要内容\n共二十条。\n", "interpretation"),
        (
            "《关于落实公路养护政策的通知》的政策解读\n一、政策背景和依据\n我市公路养护委员会于2020年12月出台《关于印发公路养护支持政策的通知(试行)》(清路委【2020】2号),从2021年1月1日起正式实施,目前已经一年，需要结合试行情况作进一步的说明，以便各单位和个人更好地了解政策的内容、适用的范围和办理的程序，并按照规定提出申请，及时享受政策。\n二、主要内容\n结合试行一年的实际效果。\n",
            "interpretation",
        ),
        ("清河市养护补贴政策清单\n为方便群众，市公路局推出补贴政策清单，哪些补贴适合您？一文了解！\n一、巡查补贴\n每公里补贴一百元。\n", "interpretation"),
        ("清河市农村公路养护工程中标公告\n一、项目名称：农村公路养护工程\n二、中标单位：某公司\n", "tender"),
        ("本报讯 5月10日上午，市长李某主持召开市政府常务会议，研究农村公路养护工作。会议强调，要加强领导。\n", "news"),
        ("5月10日，清河市印发《农村公路养护办法》。文件提出，要加强养护。\n", "news"),
        ("5月19日，公路局发布《关于公路收费的公告（第1号）》。公众关心的问题，记者采访了公路局负责人，就背景进行详细解读。\n1.为什么收费？\n为了养护。\n2.收多少？\n十元。\n3.何时开始？\n六月。\n", "interpretation"),
        ("清河市公路局2023年面试公告\n一、面试时间\n5月10日上午。\n", "examination or recruitment notice"),
    ],
)
def test_no_policy(text, why):
    assert reason(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "关于加强农村公路养护的通知\n各县区人民政府：\n请认真贯彻执行。\n",
        "为加强农村公路养护，制定以下政策措施。\n一、落实经费\n县财政每公里补助一万元。\n二、加强巡查\n每月巡查一次。\n三、严格考核\n按季通报。\n",
        "标题：清河市公路局党组会议纪要\n来源：清河市人民政府\n2024年4月3日下午，局长主持召开党组会议，现纪要如下：\n会议指出，要加强养护。会议强调，要按月巡查。\n",
        "清政办〔2023〕7号\n各县区人民政府：\n现将有关事项通知如下。\n",
    ],
)
def test_policy(text):
    assert reason(text) is None
