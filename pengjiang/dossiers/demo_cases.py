"""Material of the demonstration's dossiers: acts by field, invented names. Amounts follow the demonstration bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pengjiang.dossiers.identity import id_check_digit, uscc_check_digit

REGION = "440799"  # no such district: nobody has a number of it


@dataclass(frozen=True)
class Act:
    """An unlawful act: its item of the power list, the articles it breaks and is punished under, and a usual span of fines.

    ``until``: the last day on which a decision may rest on these articles.
    """

    field: str
    item: str
    cause: str
    violated: str
    penalised: str
    low: int
    high: int
    place: str
    until: date | None = None


CODE_EVE = date(2026, 8, 14)
AIR, SAFETY = "《中华人民共和国大气污染防治法》", "《中华人民共和国安全生产法》"

ACTS = (
    Act("urban", "CG001", "擅自占用城市道路", "《城市道路管理条例》第二十七条第一项", "《城市道路管理条例》第四十二条", 500, 4800, "主干道人行道"),
    Act("urban", "CG001", "擅自挖掘城市道路", "《城市道路管理条例》第二十七条第一项", "《城市道路管理条例》第四十二条", 2000, 14000, "市政道路"),
    Act("urban", "CG002", "临街堆放物料影响市容", "《城市市容和环境卫生管理条例》第十四条", "《城市市容和环境卫生管理条例》第三十六条第二项", 100, 3000, "临街商铺门前"),
    Act("environment", "HJ006", "工地扬尘未采取防治措施", f"{AIR}第六十九条", f"{AIR}第一百一十五条第一款", 10000, 73000, "施工工地", CODE_EVE),
    Act("environment", "HJ001", "餐饮油烟超标排放", f"{AIR}第八十一条第一款", f"{AIR}第一百一十八条第一款", 5000, 36500, "餐饮门店", CODE_EVE),
    Act("environment", "HJ008", "运输物料遗撒", f"{AIR}第七十条", f"{AIR}第一百一十六条", 2000, 14000, "货运道路", CODE_EVE),
    Act("emergency", "YJ004", "特种作业人员无证上岗", f"{SAFETY}第三十条第一款", f"{SAFETY}第九十七条第七项", 10000, 50000, "机械加工车间"),
    Act("emergency", "YJ005", "未设置安全警示标志", f"{SAFETY}第三十五条", f"{SAFETY}第九十九条第一项", 5000, 35000, "仓储场所"),
    Act("emergency", "YJ002", "未如实记录安全生产教育培训", f"{SAFETY}第二十八条第四款", f"{SAFETY}第九十七条第四项", 5000, 50000, "五金厂"),
    Act("agriculture", "NY003", "未取得动物防疫条件合格证", "《中华人民共和国动物防疫法》第二十五条第一款", "《中华人民共和国动物防疫法》第九十八条", 3000, 21900, "养殖场"),
    Act("agriculture", "NY004", "随意弃置病死动物", "《中华人民共和国动物防疫法》第五十七条第一款", "《中华人民共和国动物防疫法》第九十八条", 3000, 21900, "养殖场周边"),
    Act("health", "WJ001", "公共场所未取得卫生许可证", "《公共场所卫生管理条例实施细则》第二十二条第二款", "《公共场所卫生管理条例实施细则》第三十五条", 500, 4800, "美容美发店"),
    Act("health", "WJ002", "从业人员无健康合格证", "《公共场所卫生管理条例》第七条", "《公共场所卫生管理条例实施细则》第三十八条", 500, 4800, "酒店"),
    Act("resources", "ZR007", "擅自改变林地用途", "《中华人民共和国森林法》第三十七条第一款", "《中华人民共和国森林法》第七十三条第一款", 3000, 40000, "林地"),
    Act("resources", "ZR008", "毁坏林木", "《中华人民共和国森林法》第三十九条", "《中华人民共和国森林法》第七十四条第一款", 1000, 20000, "山边林地"),
)

SURNAMES = "陈李黄梁何吴谭林冯邓罗叶"
GIVEN = ("喆", "堃", "犇", "镕", "静", "娜", "伟", "芳", "磊", "强", "敏", "洋", "勇", "艳", "杰", "丽")
FIRM_HEADS = ("丰华", "利源", "兴泰", "宏盛", "达华", "顺源", "恒信", "永泰", "嘉和", "粤新")
FIRM_TAILS = ("建材有限公司", "餐饮有限公司", "机械有限公司", "服饰有限公司", "物流有限公司", "农产品经营部")
OFFICERS = ("冯某甲", "谭某乙", "叶某丙", "邓某丁", "罗某戊", "吴某己")


def id_number(birth: str, serial: int) -> str:
    """An invented resident's number with the right check digit."""
    first = f"{REGION}{birth}{serial:03d}"
    return first + id_check_digit(first)


def uscc(serial: int) -> str:
    """An invented credit code with the right check digit."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    tail = ""
    for _ in range(7):
        serial, digit = divmod(serial, len(signs))
        tail = signs[digit] + tail
    first = f"91{REGION}MA{tail}"
    return first + uscc_check_digit(first)
