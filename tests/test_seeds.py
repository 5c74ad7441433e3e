"""Keys, ownership and randomness: what keeps splits apart."""

from collections import Counter

import pytest

from eyechart.errors import BadKey
from eyechart.seeds import SALTS, SPLITS, Key, Split, digest_of, owner, rng_for


def test_every_part_of_a_key_changes_the_randomness() -> None:
    base = Key("maze@1", 3, 0)
    others = [
        Key("maze@2", 3, 0), Key("maze@1", 4, 0), Key("maze@1", 3, 1),
        Key("maze@1", 3, 0, "train"), Key("maze@1", 3, 0, "test", "1"),
        Key("maze@1", 3, 0, "test", "0:secret"),
    ]  # fmt: skip
    draws = {rng_for(key).random() for key in [base, *others]}
    draws.add(rng_for(base, "purpose").random())
    assert len(draws) == len(others) + 2
    assert rng_for(base).random() == rng_for(Key("maze@1", 3, 0)).random()


def test_neighbouring_indices_share_nothing() -> None:
    streams = [[rng_for(Key("t@1", 1, i)).random() for _ in range(1)] for i in range(1000)]
    assert len({tuple(stream) for stream in streams}) == 1000


def test_owner_is_a_function_of_content_and_spreads_evenly() -> None:
    counts = Counter(owner(digest_of("t@1", i)) for i in range(12_000))
    assert set(counts) == {(split, salt) for split in SPLITS for salt in SALTS}
    assert min(counts.values()) > 850 and max(counts.values()) < 1150


def test_digest_ignores_the_order_of_dict_keys_but_not_content() -> None:
    assert digest_of("t@1", {"a": 1, "b": 2}) == digest_of("t@1", {"b": 2, "a": 1})
    assert digest_of("t@1", {"a": 1}) != digest_of("t@1", {"a": 2})
    assert digest_of("t@1", 1) != digest_of("t@2", 1)


@pytest.mark.parametrize(
    ("level", "index", "split", "salt", "says"),
    [
        (0, 0, "test", "0", "level 0"), (1, -1, "test", "0", "index -1"),
        (1, 0, "holdout", "0", "'holdout'"), (1, 0, "test", "9", "'9'"),
        (1, 0, "test", "secret", "with a secret after a colon"),
    ],
)  # fmt: skip
def test_bad_addresses_name_the_value(
    level: int, index: int, split: Split, salt: str, says: str
) -> None:
    with pytest.raises(BadKey, match=says):
        Key("maze@1", level, index, split, salt)
