"""Ways in and out in the editor: files that are brought into a framework, and frameworks as files."""
