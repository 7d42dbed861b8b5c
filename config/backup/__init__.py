"""A backup of all that the site keeps, and the way back (docs/adr/0029-backups-carry-digests.md)."""
