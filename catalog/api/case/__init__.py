"""CASE 1.1, and packages of 1.0: the same catalogue at the addresses and in the words of 1EdTech."""
