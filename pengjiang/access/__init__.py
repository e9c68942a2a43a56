"""can(user, permission, obj) -> Decision, and visible_to(user): what exists for a person and what they may do.

``Permission`` enums are declared in each app's ``permissions.py``; ``pengjiang/roles.py`` maps roles to them; predicates
registered beside a permission add state, assignment and recusal, with the reason a greyed button shows.
"""

from pengjiang.access.decide import can, permissions_of
from pengjiang.access.declare import PUBLIC, SIGNED_IN, Decision, Permission, predicate

__all__ = ["PUBLIC", "SIGNED_IN", "Decision", "Permission", "can", "permissions_of", "predicate"]
