"""The hash-chained, append-only trail. Nothing here knows any other app; actors and objects are ObjectRef text."""
