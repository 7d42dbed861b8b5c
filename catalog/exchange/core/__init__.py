"""Pure: bytes to a Snapshot and back, and what of a file goes where in a catalogue that is there already."""
