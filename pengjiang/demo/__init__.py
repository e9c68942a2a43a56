"""seed_demo: the demonstration district, built through the services."""
