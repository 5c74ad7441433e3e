"""Words to spell along lines: short nouns that share their letters with another, and made-up ones.

Whoever reads the letters but cannot follow the lines may put them in order by knowing words.  So
every word here has a twin of the same letters in this list, and the longer ones are no words at
all: consonants and vowels in turn, which can be read out in any order.
"""

from collections.abc import Sequence
from random import Random

__all__ = ["LETTERS", "TWINS", "made_up"]

LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"
"""In use: no I, which is a mere bar, and no Q, which is nearly an O."""
_CONSONANTS, _VOWELS = "BDGKLMNPRTVZ", "AEOU"
_GROUPS = (
    "arm ram, art rat tar, bat tab, bus sub, car arc, cat act, dog god, eel lee, gum mug, "
    "lap pal, map amp, nap pan, net ten, owl low, pat tap apt, pea ape, pot top, "
    "sap spa, tea eat, war raw, yam may, "
    "aunt tuna, bear bare, coal cola, door odor, dust stud, gnat tang, goat toga, hare hear, "
    "knee keen, lake kale, lamp palm, leek keel, meal male lame, name mane mean, nest sent tens, "
    "note tone, part trap, pear reap, plum lump, pool loop polo, race care acre, rock cork, "
    "rose sore, salt last slat, seal sale, seat east, shoe hose, snow owns, star rats arts, "
    "stop post spot, team meat mate, vase save, wand dawn, wasp paws swap, west stew, wolf flow"
)
TWINS: dict[str, tuple[str, ...]] = {
    word: tuple(other for other in group.split() if other != word)
    for group in _GROUPS.split(", ")
    for word in group.split()
}
"""Every word of the list to those that have its letters, in another order."""


def made_up(rng: Random, length: int) -> str:
    """Consonants and vowels in turn, all different; 3 to 9 letters."""
    consonant = length == 9 or rng.random() < 0.7
    first, second = (_CONSONANTS, _VOWELS) if consonant else (_VOWELS, _CONSONANTS)
    odd = rng.sample(first, (length + 1) // 2)
    even: Sequence[str] = rng.sample(second, length // 2)
    letters = [letter for pair in zip(odd, [*even, ""], strict=False) for letter in pair]
    return "".join(letters).lower()
