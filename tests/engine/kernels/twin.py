"""The kernels in plain Python, slow and plain to see: what the compiled ones must equal."""

from fractions import Fraction


def gram_set(text, gram=3):
    """All pieces of `gram` characters; a shorter text is its own only piece."""
    return {text[at : at + gram] for at in range(max(1, len(text) - gram + 1))} - {""}


def similar_pairs(texts, threshold, gram=3):
    """(left, right, similarity) of all rows at the threshold, by comparing every two."""
    least = Fraction(str(threshold))
    sets = [gram_set(text or "", gram) for text in texts]
    found = []
    for a in range(len(sets)):
        for b in range(a + 1, len(sets)):
            shared = len(sets[a] & sets[b])
            if shared and Fraction(shared, len(sets[a] | sets[b])) >= least:
                found.append((a, b, shared / len(sets[a] | sets[b])))
    return found


def components(pairs, count):
    """The smallest member of each item's connected component."""
    names = list(range(count))
    for _ in range(count):
        for a, b in pairs:
            names[a] = names[b] = min(names[a], names[b])
    return names
