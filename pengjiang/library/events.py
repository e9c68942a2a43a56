"""What happens to the texts of the library."""

from pengjiang.events.types import Audience, event_type

event_type("library.text.imported", "载入法规全文《{law}》（{since}起施行），共{count}条", audience=Audience.SECURITY)
event_type("library.text.replaced", "更新法规全文《{law}》（{since}起施行），共{count}条", audience=Audience.SECURITY)
