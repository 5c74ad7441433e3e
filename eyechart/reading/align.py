"""Lay a picture that came back over the picture that was sent.

A model returns its answer resized, shifted, stretched, padded to a square, tinted, compressed, or
drawn anew with other line widths.  No single registration survives all of that, so hypotheses are
yielded one by one, cheapest first, and a verifier takes the first under which its checks pass:

1. **as sent**: nearly all edges are where they were, so that there is nothing to find;
2. a **frame**: the whole candidate is the source (stretch), or the source was fitted into it
   (letterbox, any colour), or it fills it (crop), or it lies somewhere on a ground (inset), or the
   boxes of content match, or the profiles of edges along x and y do.  The best correlation wins;
3. **affine**: the frame refined by ECC (Evangelidis and Psarakis 2008) on gradient magnitude at
   256 px, unless the frame already correlates almost perfectly; where that ends badly, the page is
   searched for on the canvas (`search.py`) and refined from there;
4. **flow**: a smooth displacement on top, by Lucas-Kanade with wide windows and robust weights.

More freedom is tried only when less has failed: a homography, or flow at once, registers plain
pictures worse than an affine does.  DIS optical flow was tried as a last resort and left out: where
ink covers the scene it is off by 4 to 14 px, ours by 1 to 2.  Gradient magnitude is blind to tint
and nearly blind to line width; the boxes and the profiles start ECC near enough, which from the
identity locks on to the wrong corridor of a maze.  Nothing here raises on a strange candidate: no
hypothesis is the answer then.

Matrices (`warps.py`) map the source's coordinates to the candidate's.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.search import found_on
from eyechart.reading.warps import (
    Matrix,
    between,
    from_index,
    ground_of,
    product,
    resampled,
    rescaled,
)
from eyechart.scene.pixels import RGB

__all__ = ["LEAST_SCORE", "Registration", "registrations"]

Grey = npt.NDArray[np.float32]

LEAST_SCORE = 0.35
"""Below this correlation of edges the candidate is another scene: blanks and noise come to 0,
answered, worn and redrawn pictures to 0.65 and more.  Two scenes of one task may well reach 0.8,
since they share a frame and a grid: telling these apart is the verifier's work."""
_PLAIN = 0.995
"""A frame that correlates this well needs no refinement."""
_AS_SENT = 0.8
"""Share of edges in place from which on nothing has to be found: the answer was drawn on a copy."""
_STEEP, _SAME, _FEW = 48, 16, 200
"""An edge, and what is the same, in levels of grey; fewer pixels of edges tell little."""
_FAIR = 0.7
"""After refinement; below it the second best frame is refined, too."""
_WORK = 256
"""Longer side at which registration is found, in px."""
_WINDOWS = (24.0, 24.0, 16.0, 12.0, 12.0, 8.0)
"""Standard deviations of the flow's windows, in working px, coarse to fine."""
_ECC = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-3)


class Registration(NamedTuple):
    """One way to lay the candidate over the source."""

    method: str
    """What was done, as in "as sent", "stretch", "box+affine", "flow"."""
    score: float
    """Normalised correlation of the gradients after registration, -1 to 1; of a picture that came
    back as sent, the share of its edges that are in place."""
    picture: RGB
    """The candidate resampled into the source's frame, same shape as the source."""
    lay: Callable[[RGB], RGB]
    """The same resampling for another picture of the candidate's size: a clip's other frames."""


def registrations(
    source: RGB, candidate: RGB, *, least: float = LEAST_SCORE
) -> Iterator[Registration]:
    """Hypotheses of how `candidate` shows `source`, cheapest first, each made only when asked for.

    Both are (H, W, 3) uint8 of any size.  Yields nothing where the candidate cannot be the same
    scene: the caller answers `layout_changed`.  `least` is the score from which it can be; a
    verifier with a control of its own may go lower.
    """
    if min(candidate.shape[:2]) < 16 or min(source.shape[:2]) < 16:
        return
    in_place = _in_place(source, candidate)
    if in_place >= _AS_SENT:
        yield Registration("as sent", in_place, candidate, lambda picture: picture)
    pair = _Pair(source, _shrunk(candidate, source.shape))
    if in_place >= _AS_SENT:
        matrix = np.eye(2, 3)
    else:
        name, matrix, score = pair.framed()
        if score < least:
            return
        yield pair.registration(name, score, matrix)
    moved = pair.flow(matrix)
    score = pair.score(pair.sampled(matrix, moved))
    yield pair.registration("flow", score, matrix, moved)


def _in_place(source: RGB, candidate: RGB) -> float:
    """Share of the source's edges where the candidate has the same grey; 0 if of another size."""
    if source.shape != candidate.shape:
        return 0.0
    ours, theirs = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) for picture in (source, candidate))
    steep = cv2.morphologyEx(ours, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > _STEEP
    same = cv2.absdiff(ours, theirs) <= _SAME
    return float((steep & same).sum() / max(int(steep.sum()), _FEW))


class _Pair:
    """Source and candidate as gradients at working size, and what is computed from the two."""

    def __init__(self, source: RGB, candidate: RGB) -> None:
        self.source, self.candidate = source, candidate
        self.height, self.width = source.shape[:2]
        self.scale = min(1.0, _WORK / max(self.height, self.width))
        self.size = (round(self.width * self.scale), round(self.height * self.scale))
        self.grey = _grey(cv2.resize(source, self.size, interpolation=cv2.INTER_AREA))
        self.edges = _edges(self.grey)
        self.detail = _detail(self.edges)
        # The candidate near working size: every trial below samples this one.
        tall, wide = candidate.shape[:2]
        self.shrink = min(1.0, 1.25 * _WORK / min(tall, wide))
        small = (max(1, round(wide * self.shrink)), max(1, round(tall * self.shrink)))
        other = _grey(cv2.resize(candidate, small, interpolation=cv2.INTER_AREA))
        self.other = _without_bars(other, *ground_of(self.grey))
        self.around = ground_of(self.other)

    def framed(self) -> tuple[str, Matrix, float]:
        """(name, matrix, score) of the best frame, refined where that helps."""
        guesses = sorted(self._frames(), key=lambda guess: -guess[2])
        name, matrix, score = guesses[0]
        for start, rough, before in guesses[:2] if score < _PLAIN else ():
            found = self._refined(rough)
            if found is not None and found[1] > max(score, before):
                matrix, score, name = *found, f"{start}+affine"
            if score > _FAIR:
                break
        if score <= _FAIR:
            rough = self._searched()
            for found in ((rough, self.score(self.sampled(rough))), self._refined(rough)):
                if found is not None and found[1] > score:
                    matrix, score, name = *found, "search"
        return name, matrix, score

    def _frames(self) -> Iterator[tuple[str, Matrix, float]]:
        """(name, matrix, score) of each guess at where the source's frame lies."""
        tall, wide = self.candidate.shape[:2]
        boxes = {"stretch": (0.0, 0.0, float(wide), float(tall))}
        for name, scale in (
            ("letterbox", min(wide / self.width, tall / self.height)),
            ("crop", max(wide / self.width, tall / self.height)),
        ):
            w, h = self.width * scale, self.height * scale
            if abs(w - wide) > 0.01 * wide or abs(h - tall) > 0.01 * tall:
                boxes[name] = ((wide - w) / 2, (tall - h) / 2, w, h)
        best = 0.0
        for name, (x, y, w, h) in boxes.items():
            matrix = np.array([[w / self.width, 0, x], [0, h / self.height, y]])
            score = self.score(self.sampled(matrix))
            best = max(best, score)
            yield name, matrix, score
        if best < _PLAIN:
            for name, guess in self._fitted():
                yield name, guess, self.score(self.sampled(guess))

    def _searched(self) -> Matrix:
        """Where the page lies on the candidate, if it is a canvas larger than the page."""
        matrix = found_on(_normalised(_edges(self.other)), _normalised(self.edges))
        # From px at working size to px of the source and the candidate.
        matrix[:, :2] *= self.scale
        return np.asarray(matrix / self.shrink)

    def _refined(self, matrix: Matrix) -> tuple[Matrix, float] | None:
        """The matrix improved by ECC, with its score; None where ECC finds no way uphill."""
        image = self.sampled(matrix)
        start = np.eye(2, 3, dtype=np.float32)
        try:
            _, step = cv2.findTransformECC(
                self.edges, _edges(image), start, cv2.MOTION_AFFINE, _ECC
            )
        except cv2.error:
            return None
        if np.abs(step[:, :2] - np.eye(2)).max() > 0.2:
            return None
        better = product(matrix, rescaled(from_index(np.asarray(step)), self.scale))
        return better, self.score(self.sampled(better))

    def flow(self, matrix: Matrix) -> Grey:
        """(h, w, 2) displacement in working px: windows of 48, then 24 px, three steps each."""
        moved = np.zeros((*self.edges.shape, 2), np.float32)
        target = _normalised(self.edges)
        for window in _WINDOWS:
            image = _normalised(_edges(self.sampled(matrix, moved)))
            moved = moved + _lucas_kanade(target, image, window)
        return np.clip(moved, -6, 6)

    def sampled(self, matrix: Matrix, moved: Grey | None = None) -> Grey:
        """The candidate's grey in the source's frame, at working size."""
        whole = matrix.copy()
        whole[:, :2] *= self.shrink / self.scale
        whole[:, 2] *= self.shrink
        return resampled(self.other, whole, self.size, self.around, moved)

    def registration(
        self, method: str, score: float, matrix: Matrix, moved: Grey | None = None
    ) -> Registration:
        """The hypothesis at full size."""
        size = (self.width, self.height)
        if moved is not None:
            moved = np.asarray(cv2.resize(moved, size) / np.float32(self.scale), np.float32)

        def laid(shrunk: RGB) -> RGB:
            return np.asarray(resampled(shrunk, matrix, size, ground_of(shrunk), moved), np.uint8)

        def lay(picture: RGB) -> RGB:
            return laid(_shrunk(picture, self.source.shape))

        return Registration(method, score, laid(self.candidate), lay)

    def score(self, image: Grey) -> float:
        return _correlation(self.detail, _detail(_edges(image)))

    def _fitted(self) -> Iterator[tuple[str, Matrix]]:
        """(name, matrix) of the guesses that look at what the two pictures show."""
        ours, theirs = _content(self.grey), _content(self.other)
        if theirs is not None:
            whole = np.array([0.0, 0.0, self.width, self.height])
            yield "inset", between(whole, theirs / self.shrink)
            if ours is not None:
                yield "box", between(ours / self.scale, theirs / self.shrink)
        profile = self._profile()
        if profile is not None:
            yield "profile", profile

    def _profile(self) -> Matrix | None:
        """The matrix that lays the profiles of edges along x and along y on each other."""
        small = cv2.resize(self.other, self.size, interpolation=cv2.INTER_AREA)
        edges = _edges(np.asarray(small, np.float32))
        matrix = np.zeros((2, 3))
        sides = ((1, self.width), (0, self.height))
        for row, (axis, side) in enumerate(sides):
            fitted = _fitted_profile(self.edges.mean(1 - axis), edges.mean(1 - axis))
            if fitted is None:
                return None
            scale, shift = fitted
            whole = self.candidate.shape[axis]
            matrix[row, row] = scale * whole / side
            matrix[row, 2] = shift * whole
        return matrix


def _shrunk(candidate: RGB, shape: tuple[int, ...]) -> RGB:
    """The candidate no larger than it must be: averaging beats sampling every other pixel."""
    factor = min(candidate.shape[0] / shape[0], candidate.shape[1] / shape[1])
    if factor <= 1.2:
        return candidate
    size = (round(candidate.shape[1] / factor), round(candidate.shape[0] / factor))
    size = (min(size[0], 8 * shape[1]), min(size[1], 8 * shape[0]))
    return np.asarray(cv2.resize(candidate, size, interpolation=cv2.INTER_AREA), np.uint8)


def _grey(rgb: npt.NDArray[Any]) -> Grey:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)


def _edges(grey: Grey) -> Grey:
    """Gradient magnitude, slightly blurred so that a line's width hardly matters."""
    soft = cv2.GaussianBlur(grey, (0, 0), 1.0)
    along_x = cv2.Sobel(soft, cv2.CV_32F, 1, 0)
    along_y = cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.GaussianBlur(cv2.magnitude(along_x, along_y), (0, 0), 1.0), np.float32)


def _detail(edges: Grey) -> Grey:
    """Edges less their local mean: two areas full of anything do not match for that alone."""
    return np.asarray(edges - cv2.blur(edges, (25, 25)), np.float32)


def _normalised(edges: Grey) -> Grey:
    """Edges divided by their local strength, so that a faint region moves as a strong one does."""
    local = cv2.sqrBoxFilter(edges, cv2.CV_32F, (33, 33), normalize=True)
    return np.asarray(edges / np.sqrt(local + 25.0), np.float32)


def _correlation(a: Grey, b: Grey) -> float:
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm > 1e-3 * a.size else 0.0


def _without_bars(grey: Grey, ground: float) -> Grey:
    """Bars of a foreign colour along the sides (a letterbox) painted like what they enclose.

    Their edges are the strongest there are, and would be aligned instead of the scene.
    """
    spans = []
    for lines in (grey, grey.T):
        bar = lines.std(axis=1) < 12
        bar[bar] = np.abs(np.median(lines[bar], axis=1) - ground) > 48
        inner = np.flatnonzero(~bar)
        spans.append((int(inner[0]), int(inner[-1]) + 1) if len(inner) else (0, len(bar)))
    (top, bottom), (left, right) = spans
    if (top, bottom, left, right) == (0, grey.shape[0], 0, grey.shape[1]):
        return grey
    inside = grey[top:bottom, left:right]
    clean = np.full_like(grey, ground_of(inside)[0])
    clean[top:bottom, left:right] = inside
    return clean


def _content(grey: Grey) -> npt.NDArray[np.float64] | None:
    """(x, y, width, height) of what differs from the ground, or None if nothing does."""
    marks = np.abs(grey - ground_of(grey)[0]) > 48
    columns, rows = np.flatnonzero(marks.sum(0) > 1), np.flatnonzero(marks.sum(1) > 1)
    if len(columns) < 8 or len(rows) < 8:
        return None
    x, y = float(columns[0]), float(rows[0])
    return np.array([x, y, columns[-1] + 1 - x, rows[-1] + 1 - y])


def _fitted_profile(ours: Grey, theirs: Grey) -> tuple[float, float] | None:
    """(scale, shift), as shares of the whole, that carry our profile onto theirs."""
    n, steps = len(ours), np.exp(np.linspace(np.log(0.4), np.log(1.3), 120))
    grid = (np.arange(2 * n) - n // 2) / n  # their axis, from half a length before its begin
    at = np.arange(n) / n
    target = np.interp(grid, at, theirs - theirs.mean(), left=0, right=0)
    shapes = np.interp(grid / steps[:, None], at, ours - ours.mean(), left=0, right=0)
    norms = np.sqrt((shapes**2).sum(1) * (target**2).sum())
    if not (norms > 1e-6).all():
        return None
    spectra = np.fft.rfft(target) * np.conj(np.fft.rfft(shapes, axis=1))
    match = np.fft.irfft(spectra, n=2 * n, axis=1) / norms[:, None]
    best, shift = np.unravel_index(int(match.argmax()), match.shape)
    return float(steps[best]), float(shift - 2 * n if shift > n else shift) / n


def _lucas_kanade(target: Grey, image: Grey, window: float) -> Grey:
    """(h, w, 2) step that moves each window of `image` onto `target`; robust against added ink.

    Sums over wide windows are smooth, so they are taken at a quarter of the size.
    """
    along_x = cv2.Sobel(image, cv2.CV_32F, 1, 0, scale=1 / 8)
    along_y = cv2.Sobel(image, cv2.CV_32F, 0, 1, scale=1 / 8)
    gap = target - image
    weight = 1.0 / (1.0 + (gap / 0.5) ** 2)
    small = (max(1, image.shape[1] // 4), max(1, image.shape[0] // 4))

    def summed(product: Grey) -> Grey:
        coarse = cv2.resize(product * weight, small, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.GaussianBlur(coarse, (0, 0), window / 4), np.float32)

    xx, xy, yy = summed(along_x * along_x), summed(along_x * along_y), summed(along_y * along_y)
    xg, yg = summed(along_x * gap), summed(along_y * gap)
    damp = 0.1 * float((xx + yy).mean()) + 1e-6
    det = (xx + damp) * (yy + damp) - xy * xy
    step = np.dstack([(yy + damp) * xg - xy * yg, (xx + damp) * yg - xy * xg]) / det[:, :, None]
    step = cv2.GaussianBlur(np.clip(step, -1.5, 1.5), (0, 0), window / 8)
    return np.asarray(cv2.resize(step, (image.shape[1], image.shape[0])), np.float32)
