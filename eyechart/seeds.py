"""Where every random choice comes from, and which split an item belongs to.

Two rules keep training and test apart for good:

1. A generator's randomness is a hash of (task, version, split, salt, level, index, attempt), never
   seed + index (neighbouring seeds of that kind share almost all their items) and never global.
2. The *content* decides who owns an item.  The digest of what is essential in a problem falls into
   one of 12 buckets, one for each pair of split and salt; an attempt whose bucket is another's is
   thrown away and the next attempt is made.  So two splits, or two salts, cannot share an item even
   at a level that has only a few, whatever the generator does.

A salt is one of four disjoint worlds, "0" to "3", with an optional secret after a colon: "2:lab"
draws other items than "2", out of the same quarter.  "0" is public by convention; keep a secret of
your own in another world for a held-out set that nobody can regenerate.
"""

import hashlib
from random import Random
from typing import Literal, get_args

import msgspec

from eyechart.errors import BadKey

__all__ = ["SALTS", "SPLITS", "Key", "Split", "digest_of", "owner", "rng_for"]

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
SALTS = ("0", "1", "2", "3")


class Key(msgspec.Struct, frozen=True):
    """The address of one item: the same key gives the same item, in any process, for ever."""

    task: str
    """Task id with its version, as in "maze@1"."""
    level: int
    """1 (a three-year-old's) to 10 (slow for an adult) and beyond."""
    index: int
    """0, 1, 2 ..."""
    split: Split = "test"
    salt: str = "0"

    def __post_init__(self) -> None:
        if self.split not in SPLITS:
            raise BadKey(f"split {self.split!r} is not one of {', '.join(SPLITS)}")
        if self.salt.partition(":")[0] not in SALTS:
            raise BadKey(
                f"salt {self.salt!r} must be one of {', '.join(SALTS)}, "
                "or one of these with a secret after a colon, as in '1:my-secret'"
            )
        if self.level < 1:
            raise BadKey(f"level {self.level} is below 1, the easiest")
        if self.index < 0:
            raise BadKey(f"index {self.index} is negative; the first item is 0")

    def __str__(self) -> str:
        return f"{self.task}/{self.split}/{self.salt}/{self.level}/{self.index}"


def rng_for(key: Key, *more: object) -> Random:
    """A generator of its own for this key; `more` (an attempt, a purpose) makes further ones."""
    text = "\x1f".join([str(key), *map(str, more)])
    return Random(int.from_bytes(hashlib.sha256(text.encode()).digest(), "big"))


def digest_of(task: str, essence: object) -> str:
    """32 hex digits naming a problem's content; equal content, equal digest, in any process."""
    body = msgspec.json.encode([task, msgspec.to_builtins(essence)], order="sorted")
    return hashlib.sha256(body).hexdigest()[:32]


def owner(digest: str) -> tuple[Split, str]:
    """The one split and the one salt (its world, without a secret) that own this content."""
    world, split = divmod(int(digest[:12], 16) % (len(SPLITS) * len(SALTS)), len(SPLITS))
    return SPLITS[split], SALTS[world]
