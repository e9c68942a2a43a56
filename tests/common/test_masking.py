"""No personal datum passes the masker: the hard names, numbers and places, one by one and in running text."""

from __future__ import annotations

import pytest

from pengjiang.common.masking import Known, Masker, Profile, Subject, doubts

KNOWN = (
    Known("黄永炽"),
    Known("黄志明"),
    Known("欧阳翀"),
    Known("买买提·吐尔逊"),
    Known("王芳"),
    Known("石"),
    Known("江门市蓬江区永炽五金加工厂", Subject.FIRM),
    Known("杜阮镇", Subject.TOWN),
    Known("江门市蓬江区杜阮镇人民政府", Subject.TOWN),
    Known("李堃", Subject.OFFICER),
    Known("杜阮综执罚字〔2026〕15号", Subject.NUMBER),
)
# text, what must be gone, what must stand
HARD = [
    ("当事人黄永炽到场。", ("永炽",), "当事人黄某甲到场。"),
    ("黄永炽与黄志明同在现场。", ("永炽", "志明"), "黄某甲与黄某乙同在现场。"),
    ("黄 永 炽、黄　志明签收。", ("永", "志明"), "黄某甲、黄某乙签收。"),
    ("欧阳翀称不知情。", ("翀",), "欧阳某称不知情。"),
    ("负责人司马清风签收。", ("清风",), "负责人司马某签收。"),
    ("店主诸葛小亮拒签。", ("小亮",), "店主诸葛某拒签。"),
    ("买买提·吐尔逊经营烧烤。", ("吐尔逊", "买买提"), "买某经营烧烤。"),
    ("买买提．吐尔逊到场。", ("吐尔逊",), "买某到场。"),
    ("买买提•吐尔逊，即吐尔逊。", ("吐尔逊", "买买提"), "买某，即买某。"),
    ("阿依古丽・买合木提反映油烟。", ("古丽", "买合木提"), "阿某反映油烟。"),
    ("王芳未到场，黄志明的妻子何慧表示服从。", ("芳", "慧", "志明"), "王某未到场，黄某乙的妻子何某表示服从。"),
    ("姓名：石；现场堆放石材。", ("：石；",), "姓名：某人；现场堆放石材。"),
    ("检查江门市蓬江区永炽五金加工厂。", ("永炽",), "检查某厂。"),
    ("永炽五金已停产。", ("永炽",), None),
    ("蓬江区梁记茶餐厅无证经营。", ("梁记", "蓬江"), "某餐厅无证经营。"),
    ("与广东大湾建设有限公司签订合同。", ("大湾",), "与某公司签订合同。"),
    ("住江门市蓬江区杜阮镇杜阮北路12号之一501房。", ("杜阮", "12号", "501"), "住某处。"),
    ("家住白沙街道胜利路88号。", ("白沙", "胜利", "88"), None),
    ("住址：棠下镇桐井村民小组三队15号", ("桐井", "15号"), None),
    ("龙眠村两委到场。", ("龙眠",), "某村两委到场。"),
    ("身份证号440703199001011234。", ("4407", "1234"), "身份证号（证件号码略）。"),
    ("身份证４４０７０３１９９００１０１１２３Ｘ。", ("４４０", "Ｘ"), "身份证（证件号码略）。"),
    ("旧证号440703900101123。", ("4407",), None),
    ("手机199-0000-0077，19900000078。", ("199", "0077", "0078"), "手机（电话略），（电话略）。"),
    ("电话0750-3288123。", ("3288",), "电话（电话略）。"),
    ("账号6222 0210 0111 2345 678。", ("6222", "678"), "账号（账号略）。"),
    ("账号6222021001112345678。", ("6222",), "账号（账号略）。"),
    ("车牌粤J·12345、粤JD12345、粤J1234学。", ("12345", "1234"), "车牌（车牌略）、（车牌略）、（车牌略）。"),
    ("代码91440703MA4W1234X5。", ("9144",), "代码（代码略）。"),
    ("邮箱a.b@qq.com，微信号abc_12345。", ("qq.com", "abc"), "邮箱（邮箱略），微信号（账号略）。"),
    ("1990年1月1日出生。", ("1990",), "某年出生。"),
    ("附件：黄永炽询问笔录.docx、huangyongchi_440703199001011234.jpg。", ("永炽", "yongchi", "4407"), "附件：某材料、某材料。"),
    ("执法人员李堃检查，杜阮镇决定（杜阮综执罚字〔2026〕15号）。", ("堃", "杜阮", "15号"), "执法人员甲检查，某镇（街）决定（某号）。"),
    ("另案江海强拆字〔2025〕3号。", ("江海",), None),
]
KEPT = "当事人应当在三十日内改正，罚款1000000元，面积200平方米；依据国办发〔2022〕27号和《中华人民共和国行政处罚法》第三十三条第一款，2026年3月1日前缴纳。"


@pytest.mark.parametrize(("text", "gone", "stands"), HARD, ids=[row[0][:14] for row in HARD])
def test_nothing_personal_is_left(text, gone, stands):
    masked = Masker(KNOWN, [text]).mask(text)

    assert [word for word in gone if word in masked] == [], masked
    assert stands is None or masked == stands


def test_what_is_nobody_s_stays():
    assert Masker(KNOWN, [KEPT]).mask(KEPT) == KEPT


def test_masking_twice_changes_nothing():
    texts = [text for text, _, _ in HARD]
    masker = Masker(KNOWN, texts)

    assert [masker.mask(masker.mask(text)) for text in texts] == [masker.mask(text) for text in texts]


def test_one_matter_is_masked_alike_in_all_its_texts():
    texts = ["店主郑诗雅拒签。", "郑诗雅事后改正。", "处罚后郑诗雅服从。"]
    masker = Masker((), texts)

    assert [masker.mask(text) for text in texts] == ["店主郑某拒签。", "郑某事后改正。", "处罚后郑某服从。"]


def test_those_who_share_read_bodies_but_no_names():
    text = "李堃检查江门市大湾建设有限公司，黄志明（身份证号440703199001011234，手机19900000077）在场。"
    shared = Masker(KNOWN, [text], profile=Profile.SHARED).mask(text)

    assert shared == "李堃检查江门市大湾建设有限公司，黄某乙（身份证号****34，手机****0077）在场。"
    assert Masker(KNOWN, [text], profile=Profile.INTERNAL).mask(text) == text


def test_what_was_hidden_is_told_to_the_one_who_confirms():
    text = "黄永炽住杜阮北路12号。"

    assert [(hit.original, hit.shown, hit.label) for hit in Masker(KNOWN, [text]).hits(text)] == [("黄永炽", "黄某甲", "姓名"), ("杜阮北路12号", "某处", "地址")]


def test_what_may_be_a_name_is_put_before_a_person():
    assert doubts("，何慧敏与，成本、安全") == ["何慧敏"]
