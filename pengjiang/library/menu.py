"""Menu entries of the library: everybody's."""

from pengjiang.web.menu import MenuItem, add

add(
    MenuItem("rules", "体检规则", "library:rules", group="统计与依据", icon="check-circle", order=50),
    MenuItem("laws", "法规与依据", "library:laws", group="统计与依据", icon="book", order=70),
    MenuItem("library-data", "权责与裁量", "library:data-start", group="统计与依据", icon="list", order=80),
)
