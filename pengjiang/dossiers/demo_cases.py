"""Material of the demonstration's dossiers: acts by field, invented names. Amounts follow the demonstration bands."""

from __future__ import annotations

from dataclasses import dataclass

from pengjiang.dossiers.identity import id_check_digit, uscc_check_digit

REGION = "440799"  # no such district: nobody has a number of it


@dataclass(frozen=True)
class Act:
    """An unlawful act with the articles it breaks and is punished under, and a usual span of fines."""

    field: str
    cause: str
    law: str
    violated: str
    penalised: str
    low: int
    high: int
    place: str


ACTS = (
    Act("urban", "擅自占用城市道路", "广东省城市道路管理条例", "30", "42", 500, 14000, "主干道人行道"),
    Act("urban", "临街堆放物料影响市容", "广东省城乡生活垃圾管理条例", "22", "51", 100, 3000, "临街商铺门前"),
    Act("urban", "未按规定清运建筑垃圾", "城市建筑垃圾管理规定", "13", "25", 3000, 50000, "在建工地"),
    Act("environment", "工地扬尘未采取防治措施", "中华人民共和国大气污染防治法", "69", "115", 10000, 73000, "施工工地"),
    Act("environment", "餐饮油烟超标排放", "中华人民共和国大气污染防治法", "81", "118", 5000, 36500, "餐饮门店"),
    Act("environment", "社会生活噪声扰民", "中华人民共和国噪声污染防治法", "61", "82", 200, 10000, "商业街区"),
    Act("emergency", "特种作业人员无证上岗", "中华人民共和国安全生产法", "30", "97", 10000, 50000, "机械加工车间"),
    Act("emergency", "未设置安全警示标志", "中华人民共和国安全生产法", "35", "99", 5000, 35000, "仓储场所"),
    Act("emergency", "未如实记录安全生产教育培训", "中华人民共和国安全生产法", "28", "97", 5000, 50000, "五金厂"),
    Act("agriculture", "饲养动物未按规定免疫", "中华人民共和国动物防疫法", "17", "92", 300, 1000, "养殖场"),
    Act("agriculture", "未附具检疫证明经营动物产品", "中华人民共和国动物防疫法", "29", "100", 3000, 21900, "农贸市场"),
    Act("health", "公共场所未取得卫生许可证", "公共场所卫生管理条例实施细则", "22", "35", 500, 30000, "美容美发店"),
    Act("health", "从业人员无健康合格证", "公共场所卫生管理条例", "7", "14", 200, 5000, "酒店"),
    Act("resources", "非法占用土地堆放材料", "中华人民共和国土地管理法", "44", "77", 10000, 100000, "村边空地"),
    Act("resources", "占用耕地建设棚屋", "中华人民共和国土地管理法", "37", "75", 5000, 60000, "农田"),
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
