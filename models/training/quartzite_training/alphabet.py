"""The network's tokens: a space, the letters, the apostrophe, and the blank last."""

import string

LABELS = [" ", *string.ascii_lowercase, "'"]
BLANK = len(LABELS)
TOKENS = len(LABELS) + 1
_INDEX = {label: index for index, label in enumerate(LABELS)}


def encode(text):
    """Token indices of a transcript, or None if it holds what cannot be spelled with these tokens, digits for instance."""
    lower = text.lower().replace("’", "'")
    spelled = "".join(" " if character in '.,;:!?"()[]-–—' else character for character in lower)
    spelled = " ".join(spelled.split())
    return [_INDEX[character] for character in spelled] if spelled and set(spelled) <= set(LABELS) else None


def collapse(path):
    """The tokens of a path: repetitions merged, blanks left out."""
    return [token for previous, token in zip([BLANK, *path], path) if token not in (previous, BLANK)]


def greedy(path):
    """The text of a best path."""
    return " ".join("".join(LABELS[token] for token in collapse(path)).split())
