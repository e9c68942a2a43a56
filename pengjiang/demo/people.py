"""Who is who in the demo district: invented people, one or more for every role."""

from __future__ import annotations

from dataclasses import dataclass

from pengjiang.accounts.enums import Role as R

# One password for all of them: a demonstration that many hands try. It keeps the rules that hold for everybody.
PASSWORD = "Jianzhen#2026"  # noqa: S105 — printed on the sign-in page of a demonstration

OFFICE, BUREAU = "procuratorate", "bureau"
# The order in which the district's own papers list them.
TOWNS = ("tangxia", "hetang", "duruan", "huanshi", "chaolian", "baisha")


@dataclass(frozen=True)
class Person:
    """``served_in``: a town in which this person held an officer's post before, so that recusal shows."""

    username: str
    name: str
    role: R
    organisation: str
    title: str = ""
    department: str = ""
    served_in: str = ""


CASEWORK, INTAKE = "行政检察部", "案件管理办公室"

OFFICE_PEOPLE = (
    Person("jianchazhang", "沈望川", R.CHIEF, OFFICE, "检察长"),
    Person("fujianchazhang", "黎淑仪", R.DEPUTY_CHIEF, OFFICE, "分管副检察长"),
    Person("buzhang", "谭启明", R.DEPT_HEAD, OFFICE, "行政检察部主任", CASEWORK),
    Person("jianchaguan1", "陈喆宁", R.PROCURATOR, OFFICE, "一级检察官", CASEWORK),
    Person("jianchaguan2", "欧阳翀", R.PROCURATOR, OFFICE, "二级检察官", CASEWORK),
    Person("jianchaguan3", "梁景堃", R.PROCURATOR, OFFICE, "四级高级检察官", CASEWORK, served_in="huanshi"),
    Person("zhuli1", "冯芷晴", R.ASSISTANT, OFFICE, "检察官助理", CASEWORK),
    Person("zhuli2", "容卓然", R.ASSISTANT, OFFICE, "检察官助理", CASEWORK),
    Person("shujiyuan", "区倩怡", R.CLERK, OFFICE, "书记员", CASEWORK),
    Person("anguan1", "钟婉华", R.CASE_MANAGER, OFFICE, "案件管理办公室主任", INTAKE),
    Person("anguan2", "麦志新", R.CASE_MANAGER, OFFICE, "案件管理专员", INTAKE),
    Person("yanjiushi", "阮思齐", R.POLICY_REVIEWER, OFFICE, "法律政策研究室主任", "法律政策研究室"),
    Person("jianweiban", "利文轩", R.COMMITTEE_SECRETARY, OFFICE, "检委会专职委员", "检委会办事机构"),
)

BUREAU_PEOPLE = (
    Person("sifa-lingdao", "伍敬贤", R.BUREAU_LEADER, BUREAU, "副局长"),
    Person("sifa-jiandu", "甄可心", R.BUREAU_SUPERVISION, BUREAU, "执法监督股股长", "行政执法协调监督股"),
    Person("sifa-fuyi", "莫知远", R.BUREAU_RECONSIDERATION, BUREAU, "行政复议股股长", "行政复议与应诉股"),
    Person("sifa-pingcha1", "叶怀瑾", R.BUREAU_REVIEWER, BUREAU, "案卷评查员", "行政执法协调监督股"),
    Person("sifa-pingcha2", "霍雨桐", R.BUREAU_REVIEWER, BUREAU, "案卷评查员", "行政执法协调监督股"),
    Person("sifa-neiqin", "邝晓琳", R.BUREAU_CLERK, BUREAU, "内勤", "办公室"),
)

ADMINISTRATORS = (
    Person("xitong", "余承志", R.SYSTEM_ADMIN, OFFICE, "系统管理员", "检务保障部"),
    Person("anquan", "施敏仪", R.SECURITY_ADMIN, OFFICE, "安全管理员", "检务保障部"),
    Person("shenji", "骆国安", R.AUDIT_ADMIN, OFFICE, "审计管理员", "检务督察部"),
)

# leader, head, two officers, legal reviewer, clerk
_TOWN_NAMES = {
    "tangxia": ("邓伯谦", "区伟雄", "李堃海", "黄嘉雯", "周允文", "关丽嫦"),
    "hetang": ("容国栋", "李耀辉", "容子淇", "胡家俊", "张若彤", "陆绮云"),
    "duruan": ("黄振邦", "吴启航", "林小满", "赵赟", "何静姝", "陈美娟"),
    "huanshi": ("刘慕华", "曾令山", "苏晓岚", "谢俊杰", "潘语桐", "彭惠芳"),
    "chaolian": ("区绍祥", "卢劲松", "简诗韵", "马骁", "廖知秋", "潘秀兰"),
    "baisha": ("郑家声", "方铭泽", "蔡芷若", "邹凯", "宋雅琪", "冼桂珍"),
}
_TOWN_POSTS = (
    ("lingdao", R.TOWN_LEADER, "分管领导"),
    ("zhuren", R.TOWN_HEAD, "综合行政执法办公室主任"),
    ("zhifa1", R.TOWN_OFFICER, "执法人员"),
    ("zhifa2", R.TOWN_OFFICER, "执法人员"),
    ("fazhi", R.TOWN_LEGAL, "法制审核员"),
    ("neiqin", R.TOWN_CLERK, "内勤"),
)

TOWN_PEOPLE = tuple(
    Person(f"{body}-{post}", name, role, body, title, "" if role == R.TOWN_LEADER else "综合行政执法办公室")
    for body in TOWNS
    for name, (post, role, title) in zip(_TOWN_NAMES[body], _TOWN_POSTS, strict=True)
)

PEOPLE = (*OFFICE_PEOPLE, *BUREAU_PEOPLE, *TOWN_PEOPLE, *ADMINISTRATORS)
# The town whose people the table of sign-ins offers.
SHOWN_TOWN = "duruan"


def phone_of(person: Person) -> str:
    """An invented number: 1990000 and the person's place in the list."""
    return f"1990000{PEOPLE.index(person) + 101:04d}"


def one_per_role() -> list[Person]:
    """The first of each role, in the order of the roles; of the towns the shown one."""
    ordered = sorted(PEOPLE, key=lambda person: person.organisation not in (OFFICE, BUREAU, SHOWN_TOWN))
    return [next(person for person in ordered if person.role == role) for role in R]
