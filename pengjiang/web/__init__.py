"""Base views, forms, tables, components, menu and slots; the look."""
