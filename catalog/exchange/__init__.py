"""Ways in and out of a framework: files to a draft, editions and drafts to files."""
