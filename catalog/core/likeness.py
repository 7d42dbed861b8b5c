"""Which texts say nearly the same, by the words that they share."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set


def alike(texts: Mapping[str, Set[str]], percent: int) -> Iterator[tuple[str, str, int]]:
    """Pairs of keys whose sets of words share at least `percent` (1-100) of all their words, and how much they share.

    The earlier key comes first. Gives the same pairs as comparing each with each, and compares far fewer:
    two sets that share so much share one of the rarest words of each (Chaudhuri, Ganti, Kaushik 2006).
    """
    count = Counter(word for words in texts.values() for word in words)
    holders: dict[str, list[str]] = defaultdict(list)
    for key, words in texts.items():
        least_shared = -(-percent * len(words) // 100)
        rarest = sorted(words, key=lambda word: (count[word], word))[: len(words) - least_shared + 1]
        for other in dict.fromkeys(other for word in rarest for other in holders[word]):
            both = len(words & texts[other])
            shared = 100 * both // (len(words) + len(texts[other]) - both)
            if shared >= percent:
                yield other, key, shared
        for word in rarest:
            holders[word].append(key)
