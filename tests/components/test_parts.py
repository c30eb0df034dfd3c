"""Parts of a document: issued, forwarded and annexed texts."""

from layers import layers_of

NOTICE = "清河市人民政府办公室关于{verb}《清河市农村公路养护方案》的通知\n清政办〔2023〕7号\n各县区人民政府：\n《清河市农村公路养护方案》已经市政府同意，现{verb}给你们，请认真贯彻执行。\n"
SIGNED = "清河市人民政府办公室\n2023年5月10日\n"
PLAN = "清河市农村公路养护方案\n为加强养护，制定本方案。\n一、明确责任\n县级人民政府是责任主体。\n二、落实经费\n列入预算。\n"


def parts(text):
    folded, found = layers_of(text)
    return [(m.ref, m.label, folded[m.start : m.end].split("\n")[0]) for m in found["parts"]]


def test_issued_after_the_signature():
    assert parts(NOTICE.format(verb="印发") + SIGNED + PLAN) == [("1", "issued", "清河市农村公路养护方案")]


def test_issued_where_the_notice_only_says_that_it_was_made():
    notice = "各县区人民政府：\n为加强养护，按照上级要求，制定了《清河市农村公路养护方案》，请认真贯彻落实。\n"
    assert parts(notice + SIGNED + PLAN) == [("1", "issued", "清河市农村公路养护方案")]
    asked = notice.replace("请认真贯彻落实", "请于5月10日前报送意见")
    assert parts(asked + SIGNED + PLAN) == []
    assert parts(notice.replace("，请认真贯彻落实", "") + SIGNED + "清河市财政局\n" * 2) == []


def test_issued_without_a_signature_between():
    assert parts(NOTICE.format(verb="印发") + PLAN) == [("1", "issued", "清河市农村公路养护方案")]


def test_title_of_the_plan_over_two_lines():
    assert parts(NOTICE.format(verb="印发") + SIGNED + PLAN.replace("公路养护方案\n", "公路\n养护方案\n", 1)) == [("1", "issued", "清河市农村公路")]


def test_forwarded():
    assert parts(NOTICE.format(verb="转发") + SIGNED + PLAN)[0][1] == "forwarded"


def test_annex_below_the_plan():
    text = NOTICE.format(verb="印发") + SIGNED + PLAN + "附件：1.任务分工表\n附件1\n任务分工表\n一、县道由县级负责\n"
    assert [p[:2] for p in parts(text)] == [("1", "issued"), ("2", "annex")]


def test_plan_attached_as_annex_is_the_issued_text():
    assert [p[1] for p in parts(NOTICE.format(verb="印发") + SIGNED + "附件\n" + PLAN)] == ["issued"]


def test_a_plain_notice_has_no_parts():
    text = "清河市人民政府关于加强农村公路养护的通知\n各县区人民政府：\n现将有关事项通知如下。\n一、明确责任\n县级负责。\n" + SIGNED
    assert parts(text) == []


def test_issued_text_that_the_page_gives_without_its_title():
    articles = "第一条 为加强农村公路养护，制定本办法。\n第二条 县级人民政府应当落实经费。\n第三条 本办法自印发之日起施行。\n"
    assert [p[:2] for p in parts(NOTICE.format(verb="印发").replace("方案", "办法") + SIGNED + articles)] == [("1", "issued")]
