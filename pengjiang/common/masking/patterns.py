"""Personal data that can be told by its look: numbers, plates, addresses, files, numbers of cases. Matched on half-width text."""

from __future__ import annotations

import re

from pengjiang.common.masking.names import HAN

_SEP = r"[ \-–—]?"
_PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领港澳"
_PLACE = f"(?:(?![在于住位至从到往向的由系址为及和与即，])[{HAN}])"
_ROAD = "(?:大道|大街|公路|马路|路|街|巷|里|坊|围|社区|小区|花园|花苑|新村|新邨|工业区|工业园|广场|大厦|市场|村|队|组|墟)"
_DOOR = r"(?:[0-9零一二三四五六七八九十百]+(?:号之[0-9]+|号之[一二三四五六七八九十]+|号|栋|幢|座|室|房|单元|楼|层|铺|档|卡|队|组|门)(?:之[0-9一二三四五六七八九十]+)?)"
_ADMIN = (
    f"(?:{_PLACE}{{1,8}}?(?:省|自治区))?(?:{_PLACE}{{1,5}}?市)?(?:{_PLACE}{{1,5}}?(?:区|县))?(?:{_PLACE}{{1,5}}?(?:镇|街道|乡))?"
)

# In this order: what stands first takes the place.
FILE = re.compile(r"[^\s，。；：:,;、《》“”（）()\"'|/\\]+?\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|bmp|tiff?|mp3|mp4|avi|mov|wav|zip|rar|txt)(?![A-Za-z0-9])", re.IGNORECASE)
EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
ID = re.compile(rf"(?<![0-9A-Za-z])[1-9][0-9]{{5}}{_SEP}(?:18|19|20)[0-9]{{2}}{_SEP}[0-9]{{4}}{_SEP}[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])")
OLD_ID = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9A-Za-z])")
CREDIT = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])")
BANK = re.compile(rf"(?<![0-9])[0-9]{{4}}(?:{_SEP}[0-9]{{4}}){{2,3}}(?:{_SEP}[0-9]{{1,4}})?(?![0-9])|(?<![0-9])[0-9]{{12,21}}(?![0-9])")
PHONE = re.compile(rf"(?<![0-9])(?:\+?86{_SEP})?1[3-9][0-9](?:{_SEP}[0-9]{{4}}){{2}}(?![0-9])")
LANDLINE = re.compile(r"(?<![0-9])0[0-9]{2,3}[ \-–—][0-9]{7,8}(?![0-9])|(?<=电话)[:：]?\s*[0-9]{7,8}(?![0-9])")
PASSPORT = re.compile(r"(?<![0-9A-Za-z])[EGDSPHMCK][0-9]{8}(?![0-9A-Za-z])")
CHAT = re.compile(r"(?:(?<=微信号)|(?<=微信)|(?<=QQ号)|(?<=QQ))[:：为是]?\s*[A-Za-z0-9_-]{5,20}")
PLATE = re.compile(f"[{_PROVINCE}][A-Z][·•‧.・ -]?[A-Z0-9]{{4,6}}[学警挂港澳使领]?(?![A-Z0-9])")
BIRTH = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日(?=出?生)")
ADDRESS = re.compile(
    f"{_ADMIN}(?:{_PLACE}{{1,8}}?{_ROAD})+(?:{_PLACE}{{0,6}}?{_DOOR})+"
    f"|(?<=住址)[:：为是]?[^，。；\\s]{{3,40}}|(?<=家住)[^，。；\\s]{{3,40}}|(?<=住所地)[:：为是]?[^，。；\\s]{{3,40}}"
)
VILLAGE = re.compile(f"(?<![该本某各农全外乡])(?:(?![在于住位至从到往向的由系址为及和与该本某各农全外乡同经是一两组])[{HAN}]){{2,3}}村(?![民务里])")
CASE_NUMBER = re.compile(f"[{HAN}]{{1,14}}(?:罚|强|检|移|告|立|听|解|催|执|监|线|不罚)[{HAN}]{{0,6}}[〔\\[(（][0-9]{{4}}[〕\\])）](?:第)?[0-9]+号")

# (pattern, what it is called, what stands in its place in public, how many signs may stay in what is shared)
NUMBERS: tuple[tuple[re.Pattern[str], str, str, int], ...] = (
    (FILE, "文件名", "某材料", 0),
    (EMAIL, "电子邮箱", "（邮箱略）", 0),
    (ID, "身份证号", "（证件号码略）", 2),
    (CREDIT, "统一社会信用代码", "（代码略）", 0),
    (PHONE, "手机号", "（电话略）", 4),
    (BANK, "银行账号", "（账号略）", 4),
    (OLD_ID, "身份证号", "（证件号码略）", 2),
    (LANDLINE, "电话", "（电话略）", 4),
    (PASSPORT, "证件号", "（证件号码略）", 0),
    (CHAT, "网络账号", "（账号略）", 0),
    (PLATE, "车牌", "（车牌略）", 0),
    (BIRTH, "出生日期", "某年", 0),
    (CASE_NUMBER, "案号", "某号", -1),
    (ADDRESS, "地址", "某处", -1),
    (VILLAGE, "地址", "某村", -1),
)

KINDS_OF_FIRMS = (
    "有限责任公司 股份有限公司 有限公司 分公司 公司 五金加工厂 加工厂 五金厂 制品厂 电镀厂 作坊 加工点 厂 经营部 门市部 商行 商店 便利店 超市 茶餐厅 餐厅 饭店 酒楼 大排档 烧腊店 食店 小吃店 面馆 店 诊所 "
    "药店 药房 医院 幼儿园 工作室 合作社 养殖场 农场 工程队 事务所 旅馆 酒店 宾馆 发廊 美容院 修理厂 档口".split()
)
# What a firm is called where its name may not stand.
SHORT = {
    **dict.fromkeys("院所园", "机构"),
    **dict.fromkeys("店馆", "店"),
    "公司": "公司",
    "厂": "厂",
    "部": "经营部",
    "行": "商行",
    "点": "加工点",
    "场": "场",
    "坊": "作坊",
    "厅": "餐厅",
    "楼": "酒楼",
    "社": "合作社",
    "市": "超市",
}
_FIRM_SIGN = f"(?:(?![，。；：、到对向在与和由的被为及给从把将系即称是因])[{HAN}（）()A-Za-z0-9])"
FIRM = re.compile(f"{_FIRM_SIGN}{{2,24}}?(?:{'|'.join(KINDS_OF_FIRMS)})(?![员名长商里内外址面门主])")
# Names of places have two signs as a rule; what stands before belongs to the sentence.
PLACE_HEAD = re.compile(f"^.*?(?=[{HAN}]{{2}}(?:省|市|区|县|镇|街道))")
PLACE_PART = re.compile(f"^(?:[{HAN}]{{2,3}}(?:省|市))?(?:[{HAN}]{{2,3}}(?:市|区|县))?(?:[{HAN}]{{2,3}}(?:镇|街道))?")


def firm_word(name: str) -> str:
    """某公司, 某厂, 某店 by the kind of the firm."""
    kind = next((word for ending, word in SHORT.items() if name.endswith(ending)), "单位")
    return f"某{kind}"
