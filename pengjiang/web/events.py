"""What happens on the pages themselves."""

from pengjiang.events.types import Audience, event_type

event_type("web.bulk_ordered", "在“{title}”对{count}条记录批量办理“{label}”", audience=Audience.SHARED)
event_type("web.bulk_done", "批量办理“{label}”完成，办成{done}条，未办成{refused}条", audience=Audience.SHARED)
