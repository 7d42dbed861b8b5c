"""What the readers of files say, in words: a file for each, each a table from code to sentence."""
