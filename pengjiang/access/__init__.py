"""can(user, permission, obj) -> Decision, and visible_to(user): what exists for a person and what they may do."""
