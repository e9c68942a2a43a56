"""Dossiers that another system sends by the hundred: cut into rows as they come, each row stored by itself, each told of."""
