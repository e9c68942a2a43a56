"""emit(): one audit entry and the outbox rows of its subscribers, in the transaction of the change."""
