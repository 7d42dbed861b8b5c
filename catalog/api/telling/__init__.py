"""From a snapshot, as visitors see it, to what the API says of it."""
