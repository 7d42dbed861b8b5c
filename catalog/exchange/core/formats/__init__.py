"""A module, or a package, for each format; each reads bytes to an Imported, writes a Snapshot to bytes, or both."""
