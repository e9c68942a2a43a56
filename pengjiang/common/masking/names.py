"""How Chinese names look: surnames, names with dots, and the words beside which a name stands."""

from __future__ import annotations

import re

COMPOUND = tuple(
    "欧阳 欧陽 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 "
    "百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 第五 轩辕 拓跋 叱干 完颜 纳兰 叶赫 爱新觉罗 那拉".split()
)
SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段"
    "雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤容区冼甄伍关简麦利阮朋岑邝霍温倪殷骆聂章鲁葛樊翟施牛欧祝纪舒屈项祁凌盛耿费岳左游柯童甘翁涂蓝蒙柳辛靳宁焦管卓湛"
    "揭苗包司邢裴路文柴尚洪车连庄颜成涂单冉齐米鲍俞凤喻詹申练丘古梅桂佘蓝明仇"
)
DOTS = "·•‧・∙⋅．"
HAN = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002ceaf"
GAP = r"[ \u3000]?"
# What no given name begins or goes on with: the sentence goes on there.
STOP = "到在的于与和因未已经为不是从对向将被有称说自由系及等曾也就其住男女某同把让给又都还时后前处并提拒表反陈签收认申承请接"
WORDS = frozenset(
    "应当 单位 任何 方可 方式 平时 安全 关于 关系 高度 黄色 白天 明确 成立 成功 经营 全部 包括 施工 石材 水务 车辆 马上 金额 钱款 陈述 万元 解释 许可 管理 曾经 尚未 易燃 申请 "
    "通知 符合 支付 连续 温度 文书 章程 程序 相关 项目 公开 单独 司法 连同 成员 文件 石料 江门 江海 路面 管道 明显 时间 何时 何地 祝贺 向其 左右 包装 司机 古井 明知 游客 毛重 龙头 "
    "方面 白沙 高新 申诉 申辩 宁可 尚有 尚可 车间 文明 武装 金属 雷同 孔洞 利用 利益 利润 温馨 凌晨 成本 成年 管辖 路段 项下 费用 游泳 安置 石化 马路 牛肉 向法 向镇 向人 向本".split()
)
_GIVEN = f"(?![{STOP}])[{HAN}]"
_SINGLE = f"[{SINGLE}]{GAP}{_GIVEN}(?:{GAP}{_GIVEN})?"
_COMPOUND = f"(?:{'|'.join(COMPOUND)}){GAP}{_GIVEN}(?:{GAP}{_GIVEN})?"
# Parts of a name with dots are longer and hold other signs: only where the sentence surely goes on they end.
_PART = f"(?:(?![到在的于与和因未称反经承陈表签不及向将被系是已等，])[{HAN}]){{1,8}}"
DOTTED = re.compile(f"{_PART}(?:[{DOTS}]{_PART})+")
ANY = f"(?:{_COMPOUND}|{_SINGLE})"
_BEFORE = (
    "当事人 被处罚人 申请人 被申请人 申请执行人 被执行人 原告 被告 第三人 法定代表人 负责人 经营者 店主 业主 户主 村民 居民 证人 代理人 委托人 联系人 姓名 收件人 收款人 持卡人 户名 投诉人 举报人 "
    "工人 员工 驾驶人 妻子 丈夫 儿子 女儿 父亲 母亲 房东 租客 老板 承租人 出租人 执法人员 办案人员 民警 检察官 受害人 被害人 监护人 学童 患者 签收人 被询问人 询问人 记录人 见证人 会计 股东".split()
)
BEFORE = re.compile(f"(?:{'|'.join(_BEFORE)})(?:[:：]|为|是|叫|系)?{GAP}(?P<name>{ANY})")
_AFTER = (
    r"[（(，,]\s*(?:男|女|身份证|公民身份|居民身份|汉族|以下简称|\d{4}年|电话|手机|住)|(?:反映|辩称|陈述称|承认|签收|签名|夫妇|一家|家住|本人|同志|先生|女士|小姐|老人|等人)"
    r"|的(?:身份证|电话|手机|住址|银行|账户|妻子|丈夫|儿子|女儿|父亲|母亲)"
)
AFTER = re.compile(f"(?P<name>{ANY})(?={_AFTER})")
MASKED = re.compile("某")
# A word that already says what its bearer is.
TITLE = re.compile("(?:执法人员|办案人员|检察官|检察官助理|承办人|书记员|主任|科员|队员|同志)$")


def surname_of(name: str) -> str:
    """欧阳 of 欧阳翀, 黄 of 黄永炽, 买 of 买买提·吐尔逊."""
    bare = plain(name)
    if DOTTED.fullmatch(bare):
        return bare[0]
    return next((one for one in COMPOUND if bare.startswith(one) and len(bare) > len(one)), bare[:1])


def given_of(name: str) -> str:
    """永炽 of 黄永炽."""
    return plain(name)[len(surname_of(name)) :]


def plain(name: str) -> str:
    """Without the blanks that forms put between the signs of a name, its dots all of one kind."""
    return re.sub(f"[{DOTS}.]", "·", "".join(name.split()))


def is_word(name: str) -> bool:
    """An ordinary word that only begins like a name."""
    return plain(name)[:2] in WORDS or plain(name) in COMPOUND or plain(name).endswith("略") or bool(MASKED.search(name))


def names_in(text: str) -> list[str]:
    """Names that their neighbours betray, in order of appearance, each once."""
    found = [(match.start(), match.group()) for match in DOTTED.finditer(text)]
    for pattern in (BEFORE, AFTER):
        found += [(match.start("name"), match["name"]) for match in pattern.finditer(text)]
    return list(dict.fromkeys(plain(name) for _, name in sorted(found) if not is_word(name)))
