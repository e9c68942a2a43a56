"""Papers of every form, as the applications build them. People and matters are invented."""

from datetime import date

from pengjiang.documents.blocks import (
    Addressee,
    AttachmentHead,
    Attachments,
    Attendance,
    Cell,
    CopyTo,
    Field,
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Note,
    Number,
    NumberedItem,
    PageBreak,
    Paragraph,
    Remark,
    Signature,
    Table,
    TearOff,
    Title,
    Tree,
)

PROCURATORATE = "江门市蓬江区人民检察院"
BUREAU = "江门市蓬江区司法局"
RARE_NAMES = ("张喆", "李堃", "黄犇", "朱镕", "陈㛃", "䶮某", "何𬭎")


def recommendation(**changes) -> Tree:
    """检察建议书, by the sections of the SPP template."""
    blocks = (
        Letterhead(PROCURATORATE),
        Title("检察建议书"),
        Number("江蓬检行建〔2026〕4号"),
        Addressee(("江门市蓬江区杜阮镇人民政府",)),
        Paragraph(
            "本院在办理黄某某不服行政处罚申请监督一案中发现，你单位在城市管理领域的行政执法中存在程序不规范、"
            "救济途径告知错误等问题。本院依法向你单位调阅案卷、询问有关人员，现已调查终结。"
        ),
        Heading(1, "查明的事实", 1),
        Paragraph(
            "2026年3月2日，你单位对江门市蓬江区某建材经营部擅自占用城市道路堆放物料的行为立案调查，案号为杜阮综执立字〔2026〕15号；"
            "同年3月30日作出《行政处罚决定书》（杜阮综执罚字〔2026〕15号），决定罚款5000元（人民币伍仟元整）。"
        ),
        Paragraph("上述事实有立案审批表、现场检查（勘验）笔录、询问笔录、行政处罚事先告知书、行政处罚决定书及送达回证等证据证实。"),
        Heading(1, "存在的问题", 2),
        Heading(
            2,
            "行政处罚决定书告知的行政复议机关错误。",
            1,
            "依照《中华人民共和国行政复议法》（以下简称《行政复议法》）第二十四条第一款第二项的规定，对县级以上地方各级人民政府"
            "依法设立的派出机关、下一级人民政府作出的行政行为不服的，由本级人民政府管辖，你单位作出的行政处罚决定的行政复议机关应为江门市蓬江区人民政府。",
        ),
        Heading(
            2,
            "送达程序不规范。",
            2,
            "卷内送达回证由该经营部相邻商铺经营者签收，不属于《中华人民共和国民事诉讼法》第八十八条规定的可以签收的人员。",
        ),
        Heading(1, "检察建议", 3),
        Paragraph(
            "为促进依法行政，维护当事人合法权益，根据《人民检察院检察建议工作规定》第三条、第九条、第十一条的规定，现向你单位提出如下检察建议："
        ),
        NumberedItem(1, "对杜阮综执罚字〔2026〕15号行政处罚决定依法予以纠正，并重新告知当事人救济途径和期限。"),
        NumberedItem(2, "对2025年以来作出的行政处罚决定书逐案排查，统一行政复议机关、管辖法院和起诉期限的表述。"),
        NumberedItem(3, "规范送达程序，完善送达地址确认书，组织执法人员开展送达专题培训。"),
        Paragraph("你单位对本检察建议有异议的，请在收到之日起十日内书面向本院提出，并说明理由、附相关材料。"),
        Paragraph("请你单位在收到本检察建议书之日起二个月内将采纳情况及整改结果书面回复本院，并附相关证明材料。"),
        Attachments(("证据目录", "行政处罚案卷问题清单")),
        Signature((PROCURATORATE,), date(2026, 9, 23)),
        Note("联系人：陈喆，联系电话：19900000001"),
        CopyTo(("江门市蓬江区司法局", "江门市蓬江区人民代表大会常务委员会监察和司法工作委员会")),
    )
    return Tree(Form.LEGAL, "检察建议书", blocks, **changes)


def referral(**changes) -> Tree:
    """线索移送函, in the letter form, with the slip to be sent back."""
    blocks = (
        Letterhead("江门市蓬江区杜阮镇人民政府"),
        Number("杜府函〔2026〕31号"),
        Title("关于移送江门市蓬江区某餐饮店涉嫌违法线索的函"),
        Addressee((PROCURATORATE,)),
        Paragraph("我镇在行政执法案卷自查中发现一宗可能需要检察机关依法监督的线索，现将有关情况移送你院。"),
        Heading(1, "线索来源和发现时间", 1),
        Paragraph("2026年9月10日，我镇综合行政执法办公室在开展执法案卷自查时发现。"),
        Heading(1, "当事人基本情况", 2),
        Paragraph("江门市蓬江区某餐饮店（个体工商户），经营者何𬭎，经营场所为杜阮镇某路12号。"),
        Heading(1, "基本事实及涉嫌的问题", 3),
        Paragraph(
            "该店在被责令停业整改期间继续营业，我镇于2026年6月1日作出行政处罚决定，当事人逾期未履行亦未申请行政复议、提起行政诉讼。"
            "我镇依法催告后向人民法院申请强制执行，至今未收到受理裁定，可能影响行政决定的执行。"
        ),
        Paragraph("请你院依法审查处理，并于收到本函之日起七个工作日内将受理情况函告我镇。"),
        Attachments(("行政处罚决定书复印件", "催告书及送达回证复印件", "强制执行申请书及材料清单")),
        Signature(("江门市蓬江区杜阮镇人民政府",), date(2026, 9, 14)),
        Note("联系人：李堃，联系电话：19900000012"),
        TearOff("回　执"),
        Paragraph("江门市蓬江区杜阮镇人民政府：", indent=0),
        Paragraph("你单位《关于移送江门市蓬江区某餐饮店涉嫌违法线索的函》（杜府函〔2026〕31号）收悉。"),
        Signature(("（收件单位）",), None, sealed=False),
    )
    return Tree(Form.LETTER, "线索移送函", blocks, **changes)


def circular(**changes) -> Tree:
    """通报, with a red head, a table, attachments and the edition block."""
    head = tuple(Cell(text, head=True) for text in ("序号", "单位", "案卷数", "平均分", "优秀", "合格", "不合格"))
    towns = ("杜阮镇", "棠下镇", "荷塘镇", "潮连街道", "环市街道", "白沙街道")
    rows = tuple(
        (Cell(str(index)), Cell(town, align="left"), Cell("12"), Cell(f"{88 + index * 0.5:.1f}"), Cell("5"), Cell("6"), Cell("1"))
        for index, town in enumerate(towns, 1)
    )
    body = (
        "2026年第二季度，区司法局会同区人民检察院对各镇（街道）综合行政执法案卷开展联合评查，共抽取案卷72宗，涵盖应急管理、生态环境、"
        "城市管理、农业农村、卫生健康、自然资源六个领域。现将有关情况通报如下："
    )
    problem = (
        "部分案卷未在行政处罚决定书中完整告知申请行政复议和提起行政诉讼的途径和期限；个别案卷将区级部门列为行政复议机关，"
        "与《中华人民共和国行政复议法》的规定不符。"
    )
    blocks = (
        Letterhead(f"{BUREAU}文件"),
        Number("蓬司通〔2026〕12号"),
        Title("关于2026年第二季度行政执法案卷联合评查情况的通报"),
        Addressee(("各镇人民政府", "各街道办事处")),
        Paragraph(body),
        Heading(1, "基本情况", 1),
        Paragraph("从评查结果看，各单位执法案卷质量总体较上季度提升。各单位得分情况见下表。"),
        Table((head, *rows), widths=(2, 5, 3, 3, 2, 2, 3), caption="各镇（街道）案卷评查得分情况表"),
        Heading(1, "存在的问题", 2),
        *(
            Heading(2, title, index, problem)
            for index, title in enumerate(("救济告知不完整。", "送达程序不规范。", "裁量理由不充分。", "证据收集不全面。"), 1)
        ),
        Heading(1, "整改要求", 3),
        NumberedItem(1, "各单位应于2026年10月31日前完成整改，并将整改情况书面报送区司法局。"),
        NumberedItem(2, "对本次评查发现的共性问题，应举一反三、建章立制，防止同类问题再次发生。"),
        NumberedItem(3, "区司法局将会同区人民检察院对整改情况开展“回头看”。"),
        Attachments(("2026年第二季度优秀案卷名单",)),
        Signature((BUREAU, PROCURATORATE), date(2026, 9, 28)),
        AttachmentHead("2026年第二季度优秀案卷名单"),
        *(
            NumberedItem(index, f"{town}人民政府{2026}年第{index}号行政处罚案卷（承办人：{name}）")
            for index, (town, name) in enumerate(zip(towns, RARE_NAMES, strict=False), 1)
        ),
        CopyTo(("江门市司法局", "区委政法委", "区人民政府办公室"), f"{BUREAU}办公室", date(2026, 9, 28)),
    )
    return Tree(Form.RED_HEAD, "关于2026年第二季度行政执法案卷联合评查情况的通报", blocks, **changes)


def receipt(**changes) -> Tree:
    """送达回证."""
    blocks = (
        Letterhead(PROCURATORATE),
        Title("送达回证"),
        Number("江蓬检行建〔2026〕4号"),
        FieldTable(
            (
                (Field("案由", "杜阮镇人民政府行政违法行为监督案"),),
                (Field("送达文书名称、文号和件数", "《检察建议书》（江蓬检行建〔2026〕4号）一份", lines=2),),
                (Field("受送达人", "江门市蓬江区杜阮镇人民政府", columns=2), Field("送达方式", "宣告送达", columns=2)),
                (Field("送达地点", "江门市蓬江区杜阮镇某路1号"),),
                (Field("受送达人签名或者盖章", "年　　月　　日　　时", lines=3, sign=True),),
                (Field("代收人签名及与受送达人的关系、代收理由", "年　　月　　日　　时", lines=3, sign=True),),
                (Field("受送达人拒收的事由和日期", "", lines=2),),
                (Field("见证人签名或者盖章、单位", "", lines=2),),
                (
                    Field("送达人", "陈喆（检察官）\n李堃（书记员）", columns=2, lines=2),
                    Field("送达日期", "2026年9月24日", columns=2, lines=2),
                ),
                (Field("备注", "", lines=2),),
            )
        ),
        Remark(
            "注：受送达人在送达回证上的签收日期为送达日期（《中华人民共和国民事诉讼法》第八十七条）；代收、留置、邮寄送达的，在备注栏记明情况并附证明材料。"
        ),
    )
    return Tree(Form.PLAIN, "送达回证", blocks, **changes)


def reminder(**changes) -> Tree:
    """催办函."""
    blocks = (
        Letterhead(PROCURATORATE),
        Number("江蓬检行函〔2026〕7号"),
        Title("关于催办检察建议回复的函"),
        Addressee(("江门市蓬江区杜阮镇人民政府",)),
        Paragraph(
            "本院于2026年9月24日向你单位送达《检察建议书》（江蓬检行建〔2026〕4号），建议你单位在收到之日起二个月内将采纳情况及整改结果书面回复本院。"
            "回复期限已于2026年11月24日届满，至今未收到你单位的书面回复。"
        ),
        Paragraph("请你单位于2026年12月8日前书面回复采纳情况及整改结果，并附相关证明材料；确有困难的，请书面说明理由和进度。"),
        Paragraph(
            "经督促无正当理由仍不予整改或者整改不到位的，本院将依照《人民检察院检察建议工作规定》第二十五条的规定，"
            "报告上级人民检察院，通报你单位的上级机关。"
        ),
        Signature((PROCURATORATE,), date(2026, 11, 26)),
        Note("联系人：陈喆，联系电话：19900000001"),
    )
    return Tree(Form.LETTER, "催办函", blocks, **changes)


def minutes(**changes) -> Tree:
    """联席会议纪要."""
    blocks = (
        Letterhead("行政检察与镇街综合行政执法衔接联席会议纪要"),
        Number("第1期"),
        Title("2026年第三季度联席会议纪要"),
        Paragraph("2026年9月20日，联席会议在区人民检察院召开，会议由区人民检察院副检察长主持。会议议定事项如下："),
        NumberedItem(1, "各镇（街道）于每月5日前报送执法案件台账。", level=1),
        NumberedItem(2, "区司法局牵头于10月底前完成第三季度案卷评查。", level=1),
        Attendance("出席", ("陈喆", "李堃", "黄犇", "朱镕", "陈㛃", "何𬭎", "邓某某", "梁某某", "区某某")),
        Attendance("请假", ("张某某",)),
        CopyTo(("各成员单位",), "联席会议办公室", date(2026, 9, 22)),
    )
    return Tree(Form.MINUTES, "2026年第三季度联席会议纪要", blocks, **changes)


def full_pages(pages: int = 3) -> Tree:
    """Nothing but body text: pages of 22 full lines of 28 characters each."""
    text = "检察机关依法履行法律监督职责促进行政机关严格规范公正文明执法"[:28]
    return Tree(Form.PLAIN, "版心测量", tuple(Paragraph(text, indent=0) for _ in range(22 * pages)))


ALL = {"检察建议书": recommendation, "线索移送函": referral, "通报": circular, "送达回证": receipt, "催办函": reminder, "纪要": minutes}


def everything(**changes) -> Tree:
    """Every kind of block, and what people paste."""
    long = "甲方于2026年9月1日前履行下列义务：\n一是拆除违法建筑；\n\n二是恢复土地原状。"
    blocks = (
        Letterhead("江门市蓬江区杜阮镇人民政府文件", copy_number="000001", secrecy="内部", urgency="特急"),
        Number("杜府〔2026〕8号", signatory="梁喆"),
        Title("关于报送2026年上半年综合行政执法工作情况的报告", ("关于报送2026年上半年", "综合行政执法工作情况的报告")),
        Addressee(("江门市蓬江区人民政府",)),
        Paragraph(long),
        Paragraph("居中的一行", align="center"),
        Paragraph("靠右的一行", align="right"),
        Heading(3, "三级标题。", 1, "正文第一行\n正文第二行"),
        Heading(4, "四级标题", 2),
        NumberedItem(1, "第一项\n第一项的第二段", level=4),
        Table(
            (
                (Cell("项目", rows=2), Cell("数量", columns=2)),
                (Cell("上半年"), Cell("下半年")),
                (Cell("立案\n（宗）"), Cell("12", align="right"), Cell("—")),
            ),
            widths=(2, 1, 1),
            header_rows=2,
        ),
        Table(
            ((Cell("横向表"), Cell("说明")), *((Cell(str(row)), Cell("内容" * 20, align="left")) for row in range(6))),
            (1, 6),
            landscape=True,
        ),
        FieldTable(
            (
                (Field("案件名称", "违法占用耕地案"),),
                (Field("承办人意见", "拟同意。" * 300, lines=6),),
                (Field("备注", "无", 2), Field("日期", "", 2)),
            )
        ),
        PageBreak(),
        Remark("注：本表一式两份。"),
        Signature(("某单位",), date(2026, 12, 31), sealed=False, person="检察官　李堃"),
        Attachments(("关于开展综合行政执法案卷评查工作并进一步规范行政执法行为有关情况的说明材料", "名单")),
        AttachmentHead("名单", 2),
        Paragraph("略"),
    )
    return Tree(Form.RED_HEAD, "报告", blocks, **changes)


ALL["全部版式"] = everything
