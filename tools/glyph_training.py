"""What the trainings of the digit and the character readers share: pages, wear, the network.

Characters of every typeface found are set into pages of cells; the pages are bent, shrunk, blurred
and compressed as pictures are that come back from an image model.  Families are held out by name:
one in eight to choose settings by, and those of `eyechart.certify.fonts` altogether.

The network has one hidden layer and is trained by Adam on the cross-entropy, in NumPy; its
temperature is then fitted on the held-out families, so that the log-probabilities mean what they
say.
"""

import argparse
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from eyechart.certify.fonts import font_files
from eyechart.reading.boards import cut
from eyechart.reading.digits import CELL, Network, features, glyphs

__all__ = ["Faces", "Mark", "Train", "font_at", "pair", "scribble", "train", "typeset"]

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Faces = Mapping[str, Sequence[Path]]
Mark = tuple[int, Image.Image]
"""A label and its picture, cropped to the ink (L, 255 where inked)."""

_SIDE = 16
"""Cells along a page."""
_TOO_THIN = re.compile("thin|hairline|extralight|ultralight", re.IGNORECASE)
_UNFIT = re.compile(
    "D050000L|Abecedario_|Cupola|Engadget|It wasn't me|Keyboard|Initials|SetoFont-ex|femkeklaver"
    "|Wargames|Penguin|Misaki|Symbol|Dingbat|Outline|Inline|Emoji|Braille|DSEG",
    re.IGNORECASE,
)
"""Families whose characters a person would hardly read."""


class Train:
    """What one training differs by from another."""

    reject: int
    """The last class: what is no character."""
    characters: str
    """Those that a typeface must have, in shapes of their own (but for `alike`)."""
    alike: int = 0
    """How many of them may share a shape: O and 0."""
    lines: bool = False
    """Whether the cells are ruled."""
    file: str

    def mark(self, font: ImageFont.FreeTypeFont, rng: Random) -> Mark:
        """Something to set into a cell."""
        raise NotImplementedError

    def cells(self, cells: Floats) -> Floats:
        """What the reader makes of cut cells, (N, 48, 48), before it looks for glyphs."""
        return cells


def train(what: Train, description: str) -> None:
    """The command line of a training."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folders", nargs="+", type=Path, help="where typefaces lie")
    parser.add_argument("--pages", type=int, default=900, help="pages of 256 cells to train on")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    kept, held_out, unseen = _families(what, arguments.folders)
    print(f"{len(kept)} families to train on, {len(held_out)} held out, {len(unseen)} unseen")
    seed = arguments.seed
    x, y = _dataset(what, kept, arguments.pages, seed)
    network = _trained(x, y, (arguments.hidden, what.reject + 1), arguments.epochs, seed)
    x, y = _dataset(what, held_out, arguments.pages // 10, seed + 1)
    network = _calibrated(network, x, y)
    _report("held-out families", what.reject, network, x, y)
    if unseen:
        x, y = _dataset(what, unseen, 40, seed + 2)
        _report("certificate's families", what.reject, network, x, y)
    path = Path(str(files("eyechart.reading"))) / what.file
    np.savez(path, **{k: v.astype(np.float16 if v.ndim == 2 else np.float32)
                      for k, v in network._asdict().items()})  # fmt: skip
    print(f"{path}: {path.stat().st_size / 1024:.0f} KiB")


def _families(what: Train, folders: Sequence[Path]) -> tuple[Faces, Faces, Faces]:
    """(to train on, held out, the certificate's), each faces by family."""
    found: dict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf") and (name := _family(what, path)):
                found[name].append(path)
    bundled = Path(str(files("eyechart.scene"))) / "fonts"
    found["DejaVu Sans"] = sorted(bundled.glob("*.ttf"))
    unseen: dict[str, list[Path]] = defaultdict(list)
    for path in font_files():
        if name := _family(what, path):
            unseen[name].append(path)
            found.pop(name, None)
    held = {name for name in found if hashlib.sha256(name.encode()).digest()[0] < 32}
    held -= {"DejaVu Sans"}
    train = {name: faces for name, faces in found.items() if name not in held}
    return train, {name: found[name] for name in held}, unseen


def _family(what: Train, path: Path) -> str | None:
    """The first two words of a face's family; None if its characters are unfit."""
    if _TOO_THIN.search(path.name):
        return None
    try:
        font = ImageFont.truetype(path, 24)
    except OSError:  # a broken or bitmap font
        return None
    name = font.getname()[0] or path.stem
    shapes = {bytes(font.getmask(digit)) for digit in what.characters}
    # Where some are missing, all are the same empty box.
    enough = len(what.characters) - what.alike
    return " ".join(name.split()[:2]) if len(shapes) >= enough and not _UNFIT.search(name) else None


def _dataset(what: Train, faces: Faces, pages: int, seed: int) -> tuple[Floats, Labels]:
    """Features (N, F) and labels (N,) of that many worn pages."""
    inputs, labels = [], []
    for number in range(pages):
        rng = Random(f"{seed}/{number}")
        cells, truth = _page(what, faces, rng)
        found = glyphs(what.cells(cells))
        inputs.append(features(found)[found.present].astype(np.float16))
        labels.append(truth[found.present])
    return np.concatenate(inputs).astype(np.float32), np.concatenate(labels)


def _page(what: Train, faces: Faces, rng: Random) -> tuple[Floats, Labels]:
    """(256, 48, 48) ink of worn cells, and what each holds."""
    pitch = rng.randint(40, 72)
    page = Image.new("L", ((_SIDE + 1) * pitch,) * 2, 0)
    draw = ImageDraw.Draw(page)
    names = sorted(faces)
    width = rng.uniform(0.015, 0.05) * pitch
    for i in range(_SIDE + 1) if what.lines else ():
        at = (i + 0.5) * pitch
        thick = max(1, round(width * rng.choice((1, 1, 2.5))))
        draw.line([(pitch / 2, at), ((_SIDE + 0.5) * pitch, at)], fill=255, width=thick)
        draw.line([(at, pitch / 2), (at, (_SIDE + 0.5) * pitch)], fill=255, width=thick)
    labels = []
    for row in range(1, _SIDE + 1):
        for column in range(1, _SIDE + 1):
            path = rng.choice(faces[rng.choice(names)])
            size = round(rng.uniform(0.42, 0.82) * pitch)
            label, mark = what.mark(font_at(path, size), rng)
            labels.append(label)
            jitter = 0.10 * pitch
            x = column * pitch - mark.width / 2 + rng.uniform(-jitter, jitter)
            y = row * pitch - mark.height / 2 + rng.uniform(-jitter, jitter)
            if label == what.reject and rng.random() < 0.15:
                x += rng.choice((-0.5, 0.5)) * pitch  # half of it lies in the next cell
            ink = Image.new("L", mark.size, rng.choice((255, 255, 220, 170)))
            page.paste(ink, (round(x), round(y)), mark)
    return _cut(_worn(np.asarray(page, np.float32) / 255, pitch, rng), rng), np.array(labels)


@lru_cache(maxsize=4096)
def font_at(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def typeset(font: ImageFont.FreeTypeFont, text: str, stroke: int, rng: Random) -> Image.Image:
    left, top, right, bottom = font.getbbox(text, stroke_width=stroke)
    size = (max(1, int(right - left)) + 4, max(1, int(bottom - top)) + 4)
    mark = Image.new("L", size, 0)
    ImageDraw.Draw(mark).text((2 - left, 2 - top), text, font=font, fill=255, stroke_width=stroke)
    angle, lean = rng.gauss(0, 3), rng.gauss(0, 0.06)
    mark = mark.transform(size, Image.Transform.AFFINE, (1, lean, -lean * size[1] / 2, 0, 1, 0),
                          Image.Resampling.BILINEAR)  # fmt: skip
    return mark.rotate(angle, Image.Resampling.BILINEAR)


def pair(font: ImageFont.FreeTypeFont, characters: str, rng: Random) -> Image.Image:
    """Two characters beside or above each other, small enough for one cell."""
    one, other = (typeset(font, rng.choice(characters), 0, rng) for _ in range(2))
    gap = round(rng.uniform(-0.15, 0.25) * font.size)
    if rng.random() < 0.8:
        corner = (max(1, one.width + gap), rng.randint(-2, 2))
    else:
        corner = (rng.randint(-2, 2), max(1, one.height + gap))
    size = (max(one.width, corner[0] + other.width), max(one.height, corner[1] + other.height))
    both = Image.new("L", size, 0)
    both.paste(one, (0, 0))
    both.paste(255, corner, other)
    factor = rng.uniform(0.5, 0.95)
    return both.resize((max(4, round(size[0] * factor)), max(4, round(size[1] * factor))))


def scribble(size: float, rng: Random) -> Image.Image:
    """A few strokes to and fro."""
    side = max(8, round(size * 0.7))
    drawn = Image.new("L", (side, side), 0)
    points = [(rng.uniform(0, side), rng.uniform(0, side)) for _ in range(rng.randint(2, 6))]
    ImageDraw.Draw(drawn).line(points, fill=255, width=rng.randint(1, 4))
    return drawn


def _worn(page: npt.NDArray[Any], pitch: int, rng: Random) -> Floats:
    """The page bent, shrunk, blurred, grained and compressed; returned at 48 px a cell."""
    noise = np.random.default_rng(rng.getrandbits(64))
    x, y = np.meshgrid(*(np.arange(n, dtype=np.float32) for n in page.shape))
    for scale, most in ((1.5, 0.03), (0.35, 0.015)):
        strength, knots = most * pitch * rng.random(), round((_SIDE + 1) / scale)
        for axis in (x, y):
            field = noise.standard_normal((knots, knots), np.float32)
            axis += strength * cv2.resize(field, page.shape, interpolation=cv2.INTER_CUBIC)
    page = cv2.remap(page, x, y, cv2.INTER_LINEAR)
    shrunk = round((_SIDE + 1) * min(pitch, rng.uniform(20, 60)))
    page = cv2.resize(page, (shrunk, shrunk), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.5:
        page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.9))
    grey = 235 - 215 * page + noise.normal(0, rng.uniform(0, 5), page.shape)
    quality = [int(cv2.IMWRITE_JPEG_QUALITY), rng.randint(45, 95)]
    _, data = cv2.imencode(".jpg", np.clip(grey, 0, 255).astype(np.uint8), quality)
    back: npt.NDArray[Any] = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.float32)
    whole = (_SIDE + 1) * CELL
    back = cv2.resize(back, (whole, whole), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip((235 - back) / 215, 0, 1), np.float32)


def _cut(page: Floats, rng: Random) -> Floats:
    """The cells, cut as the reader cuts them, each line up to 1.5 px astray."""
    lines = [
        np.array([(i + 0.5) * CELL + rng.uniform(-1.5, 1.5) for i in range(_SIDE + 1)], np.float32)
        for _ in range(2)
    ]
    return cut(page, *lines)


def _trained(x: Floats, y: Labels, sizes: tuple[int, int], epochs: int, seed: int) -> Network:
    """Adam (Kingma and Ba 2014) with a rate that falls along a cosine."""
    noise = np.random.default_rng(seed)
    mean, scale = x.mean(axis=0), 1 / (x.std(axis=0) + 0.05)
    count, width = x.shape
    hidden, classes = sizes
    weights: list[Any] = [
        noise.normal(0, (2 / width) ** 0.5, (width, hidden)).astype(np.float32),
        np.zeros(hidden, np.float32),
        noise.normal(0, (1 / hidden) ** 0.5, (hidden, classes)).astype(np.float32),
        np.zeros(classes, np.float32),
    ]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    batch, step = 256, 0
    total = epochs * (count // batch)
    for epoch in range(epochs):
        loss = 0.0
        for rows in _batches(noise.permutation(count), batch):
            inputs = (x[rows] - mean) * scale
            value, slopes = _gradients(weights, inputs, y[rows], noise)
            loss += value
            step += 1
            rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * step / total)) + 1e-5
            for w, m, v, g in zip(weights, first, second, slopes, strict=True):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                correction = (1 - 0.999**step) ** 0.5 / (1 - 0.9**step)
                w -= rate * (
                    correction * m / (np.sqrt(v) + 1e-8) + (1e-4 * w if w.ndim == 2 else 0)
                )
        print(f"epoch {epoch + 1}: loss {loss / (count // batch):.4f}", flush=True)
    return Network(mean, scale, *weights)


def _batches(order: Labels, size: int) -> Iterator[Labels]:
    for start in range(0, len(order) - size + 1, size):
        yield order[start : start + size]


def _gradients(
    weights: Sequence[Any],
    inputs: Floats,
    labels: Labels,
    noise: np.random.Generator,
) -> tuple[float, list[Any]]:
    """Cross-entropy and its slopes, a quarter of the hidden units dropped."""
    hidden, hidden_bias, out, out_bias = weights
    keep = (noise.random((len(inputs), hidden.shape[1]), np.float32) > 0.25) / np.float32(0.75)
    active = np.maximum(inputs @ hidden + hidden_bias, 0) * keep
    scores = active @ out + out_bias
    scores -= scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = -float(np.log(chances[rows, labels] + 1e-9).mean())
    chances[rows, labels] -= 1
    chances /= len(labels)
    back = (chances @ out.T) * keep * (active > 0)
    return loss, [inputs.T @ back, back.sum(0), active.T @ chances, chances.sum(0)]


def _calibrated(network: Network, x: Floats, y: Labels) -> Network:
    """The network with its scores divided by the temperature under which x is likeliest."""
    logs = network.log_probabilities(x)
    rows = np.arange(len(y))

    def cost(temperature: float) -> float:
        scaled = logs / temperature
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, y]).mean())

    best = min(np.arange(0.5, 4, 0.05), key=lambda t: cost(float(t)))
    print(f"temperature {best:.2f}")
    return network._replace(out=network.out / best, out_bias=network.out_bias / best)


def _report(what: str, reject: int, network: Network, x: Floats, y: Labels) -> None:
    logs = network.log_probabilities(x)
    known = y != reject
    guess = logs.argmax(axis=1)
    right = float((logs[:, :reject].argmax(axis=1) == y)[known].mean())
    loss = -float(logs[np.arange(len(y)), y].mean())
    print(
        f"{what}: {right:.4f} of {known.sum()} characters, {float((guess == y)[known].mean()):.4f} "
        f"with rejection; {float((guess == y)[~known].mean()):.4f} of {(~known).sum()} others "
        f"rejected; loss {loss:.4f}"
    )
