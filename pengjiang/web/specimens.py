"""Invented values for the component page: one of each part in each of its states."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from pengjiang.access import Decision
from pengjiang.common.clock import ZONE
from pengjiang.deadlines.calendar import packaged
from pengjiang.web.components import (
    Action,
    CountStep,
    Entry,
    Figure,
    Light,
    LimitCard,
    News,
    Paper,
    Proof,
    RectificationItem,
    Step,
    Tab,
    Todo,
    TodoGroup,
    UploadedFile,
)
from pengjiang.web.components.posting import DraftStatus
from pengjiang.web.forms import Form
from pengjiang.web.limits import day_strip, month_of
from pengjiang.web.tables import Column, build_table

TODAY = date(2026, 9, 23)
DUE = date(2026, 10, 8)
RULES = "《人民检察院检察建议工作规定》"
PERMITTED = Decision.yes()
BEFORE = "如不服本决定，可以在收到本决定书之日起六十日内向蓬江区人民政府申请行政复议，也可以在六个月内直接提起行政诉讼。"
AFTER = "如不服本决定，应当先自收到本决定书之日起六十日内向江门市蓬江区人民政府申请行政复议。"


class SpecimenForm(Form):
    """Every kind of field."""

    wide_fields = ("facts",)

    title = forms.CharField(label="标题", max_length=40, help_text="写明单位与问题，不超过 40 字")
    body = forms.ChoiceField(label="被建议单位", choices=[("", "请选择"), ("tangxia", "棠下镇人民政府")])
    served_on = forms.DateField(label="送达日期")
    number = forms.CharField(label="文号", required=False, disabled=True, help_text="同一序列连续取号，不跳号、不重用")
    facts = forms.CharField(label="查明的事实", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    way = forms.ChoiceField(label="送达方式", choices=[("writing", "书面送达"), ("announced", "宣告送达")], widget=forms.RadioSelect)
    copies = forms.MultipleChoiceField(
        label="抄送", choices=[("bureau", "区司法局"), ("congress", "区人大常委会")], widget=forms.CheckboxSelectMultiple, required=False
    )
    amount = forms.DecimalField(label="罚款金额", required=False)
    checked = forms.BooleanField(label="已核对送达回证")

    def clean_served_on(self) -> date:
        raise forms.ValidationError("送达日期（8月4日）早于签发日期（8月5日），请核对送达回证。")


def specimens() -> dict[str, Any]:
    """The context of the component page."""
    return {
        "figures": _figures(),
        "form": _form(),
        "draft": DraftStatus("/console/components/", "specimen", saved="14:03"),
        "steps": _steps(),
        "tab_items": [
            Tab("概况", "#k6", current=True),
            Tab("文书", "#k6", count=4),
            Tab("整改", "#k6", count=1, bad=True),
            Tab("时间线", "#k6"),
        ],
        "actions": _actions(),
        "limit_card": limit_card(),
        "overdue_card": LimitCard("荷塘镇书面回复", Light("overdue"), "超过 5", date(2026, 9, 17), note="，催办函草稿已生成"),
        "normal_card": LimitCard("杜阮镇书面回复", Light("normal"), "还有 10", date(2026, 10, 14), note="，无顺延"),
        "paused_card": LimitCard("法律援助审查", Light("paused"), "已中止", None, unit="", note="补正材料期间不计入"),
        "entries": _entries(),
        "papers": _papers(),
        "uploads": _uploads(),
        "rectification_items": _rectification_items(),
        "todo_groups": _todo_groups(),
        "news": _news(),
        "month": month_of(2026, 9, limits=_limits(), calendar=packaged(), previous_url="#k9", next_url="#k9"),
        "table": _table(),
        "before": BEFORE,
        "after": AFTER,
    }


def _figures() -> list[Figure]:
    return [
        Figure("已超期", 2, "项", "最长超 5 个工作日", "#k1", "overdue", "stop"),
        Figure("五个工作日内", 4, "项", "其中 1 项须立即办理", "#k1", "soon", "clock"),
        Figure("在办案件", 14, "件", "本人承办，中止 1 件", icon="case"),
        Figure("采纳率", "83.3", "%", "25 / 30 件，2026年已办结", icon="chart"),
    ]


def _form() -> SpecimenForm:
    typed = QueryDict(mutable=True)
    typed.update({"title": "关于棠下镇简易程序处罚的检察建议", "served_on": "2026-08-04", "way": "writing", "checked": "on"})
    typed["facts"] = "2026年3月2日，执法人员在杜阮镇江杜中路12号门前发现……"
    return SpecimenForm(typed, initial={"number": "审批通过后自动取号"})


def _steps() -> list[Step]:
    done = [("线索", "6月2日"), ("调查核实", "6月8日"), ("审批", "7月28日"), ("送达", "8月7日")]
    ahead = [("书面回复", "10月8日前"), ("采纳审查", ""), ("办结", "")]
    return [
        *(Step(label, "done", day) for label, day in done),
        Step("异议复核", "skipped", "未发生"),
        Step("整改期", "now", "进行中"),
        *(Step(label, "ahead", day) for label, day in ahead),
    ]


def _actions() -> list[Action]:
    return [
        Action("登记书面回复", "#k6", PERMITTED, icon="inbox", primary=True),
        Action("核验整改（1）", "#k6", PERMITTED, icon="rectify"),
        Action("发送提醒", "#k6", PERMITTED, icon="send"),
        Action("签发催办函", "#", Decision.no("回复期至10月8日，届满次日起可办（规定第二十五条）")),
        Action("审查采纳情况", "#", Decision.no("尚未收到书面回复")),
        Action("变更或撤回", "#", Decision.no("由检察长决定（规定第二十二条），您可呈批")),
        Action("办结", "#", Decision.no("尚有 3 项整改未销号")),
    ]


def limit_card() -> LimitCard:
    """The card of look/case.html."""
    return LimitCard(
        title="书面回复期限",
        light=Light("soon"),
        left="还有 5",
        due_on=DUE,
        note="（由10月7日顺延）",
        strip=day_strip(TODAY, DUE, packaged()),
        strip_note="剩余天数按工作日显示：扣除中秋 3 日、国庆 7 日。",
        steps=[
            CountStep("8月7日（周五）宣告送达即为收到；当日不计入，8月8日起算。", "《民法典》第二百零一条"),
            CountStep("期间为收到之日起两个月，按月计算，期间内的节假日不扣除。", f"{RULES}第十九条"),
            CountStep("到期月的对应日为10月7日（周三）。", "《民法典》第二百零二条"),
            CountStep("10月1日至7日国庆节放假，末日顺延至次一工作日10月8日（周四）。", "《民法典》第二百零三条"),
        ],
        basis="规则 TM20，第 2 版（2019年2月26日起施行）。无中止、无延长。",
        id="specimen-deadline",
    )


def _entries() -> list[Entry]:
    return [
        Entry("回复期届满", DUE, "期限引擎", "节前（9月30日）自动提醒双方", kind="future"),
        Entry("上传整改证明", datetime(2026, 9, 22, 15, 8, tzinfo=ZONE), "棠下镇 邓某", "第三项：重新送达回证.pdf，待核验"),
        Entry("核验通过，销号", datetime(2026, 9, 15, 10, 30, tzinfo=ZONE), "陈某", "第二项：退库凭证", f"{RULES}第二十四条"),
        Entry("宣告送达", datetime(2026, 8, 7, 9, 40, tzinfo=ZONE), "陈某、何某", "送达回证已签", f"{RULES}第十八条", kind="state"),
    ]


def _papers() -> list[Paper]:
    return [
        Paper("检察建议书", meta="8月5日签发，4 页，正卷", preview_url="#k9", download_url="#k9", docx_url="#k9", code="7K3M-9QXD-42TA"),
        Paper("送达回证（宣告）", "queued"),
        Paper("整改提醒函", "rendering", percent=60, stage="排版完成，正在嵌入字体"),
        Paper("催办函（草稿）", "failed", meta="生成失败：收文单位为空", retry_url="#k9"),
    ]


def _uploads() -> list[UploadedFile]:
    return [
        UploadedFile("蓬杜当罚〔2026〕7号 正卷.pdf", "已上传，64 页，校验一致", "18.4 兆", href="#k9"),
        UploadedFile("询问笔录.pdf", "内容不是 PDF（实为可执行程序），已拒收", "", "bad"),
    ]


def _rectification_items() -> list[RectificationItem]:
    return [
        RectificationItem(
            1,
            "撤回并更正 7 件当场处罚决定的救济告知",
            "逐件制作更正函，写明先向蓬江区人民政府申请行政复议。",
            "邓某",
            done="9月4日完成",
            proofs=[Proof("更正函（7份）.pdf", "#k9"), Proof("送达回证.pdf", "#k9")],
            state="已销号",
            state_kind="good",
        ),
        RectificationItem(
            2,
            "对异地异时作出的 3 件处罚重新审查",
            "撤销 1 件，另 2 件改按普通程序补正并重新送达。",
            "邓某",
            Light("soon", "余 3 个工作日"),
            proofs=[Proof("重新送达回证.pdf", "#k9")],
            state="已完成待核验",
            state_kind="warn",
            do="核验",
            do_href="#k9",
            primary=True,
            remark="9月18日退回：缺见证人签名",
        ),
        RectificationItem(3, "全员培训一次并测试", light=Light("normal", "余 12 个工作日"), state="未启动"),
    ]


def _todo_groups() -> list[TodoGroup]:
    return [
        TodoGroup(
            "已超期",
            [
                Todo(
                    "荷塘镇人民政府逾期未书面回复",
                    "#k7",
                    Light("overdue", "5 个工作日"),
                    "末日 9月17日 周四",
                    "江蓬检行建〔2026〕11号",
                    "7月17日送达，两个月回复期于9月17日届满；催办函草稿已生成。",
                    f"{RULES}第十九条、第二十五条",
                    "审签催办函",
                    "#k7",
                    primary=True,
                )
            ],
            "先办：超期每多一日，监督效力随之减损",
            "stop",
            overdue=True,
        ),
        TodoGroup(
            "五个工作日内",
            [
                Todo(
                    "复核白沙街道办事处对检察建议的异议",
                    "#k7",
                    Light("soon", "立即办理", "须立即"),
                    "9月22日 收到",
                    "江蓬检行建〔2026〕14号",
                    "对方对第二项认定的送达事实提出异议；收到异议后应当立即复核。",
                    f"{RULES}第二十三条",
                    "开始复核",
                    "#k7",
                )
            ],
        ),
    ]


def _news() -> list[News]:
    return [
        News("白沙街道办事处对〔2026〕14号提出异议，附证据 2 份", "昨天 16:42", "#k7", "flag", "bad"),
        News("棠下镇上传整改证明“重新送达回证.pdf”，待核验", "昨天 15:08", "#k7", "rectify", "good"),
        News("荷塘镇移送线索蓬荷移〔2026〕6号，案管已分至您", "昨天 11:20", "#k7", "inbox"),
    ]


def _limits() -> dict[date, tuple[str, str, str]]:
    return {
        date(2026, 9, 17): ("超期1", "overdue", "#k7"),
        TODAY + timedelta(days=1): ("1", "soon", "#k7"),
        date(2026, 9, 28): ("2", "soon", "#k7"),
        date(2026, 10, 10): ("1", "normal", "#k7"),
    }


def _table() -> Any:
    columns = [
        Column("name", "案件名称", value=lambda row: row[0], wide=True),
        Column("body", "单位", value=lambda row: row[1], kind="text"),
        Column("light", "期限", value=lambda row: row[2], kind="light"),
        Column("state", "状态", value=lambda row: row[3], kind="badge", badge=lambda row: row[4]),
        Column("fine", "罚款（元）", value=lambda row: row[5], kind="money"),
    ]
    rows = [
        ("杜阮镇违法占地处罚送达程序监督案", "杜阮镇人民政府", Light("normal", "余 12 个工作日"), "整改期", "active", 12000),
        (
            "关于蓬江区环市街道办事处在餐饮油烟、占道经营、违法建设等多领域执法中以告知代替立案问题的类案监督案（含移送线索二十三件）",
            "江门市蓬江区人民政府环市街道办事处",
            Light("overdue", "12 个工作日"),
            "到期催办",
            "bad",
            350.5,
        ),
        ("阿卜杜某·买某不服当场处罚监督案", "棠下镇人民政府", Light("paused", "行政复议中"), "已中止", "outline", None),
    ]
    return build_table(rows, columns, caption="长名称示例", roomy=True)
