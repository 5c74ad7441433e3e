"""Read a maze from pixels alone: walls, start and goal.  A turned maze is just another maze."""

import cv2
import numpy as np

from eyechart.errors import Unreadable
from eyechart.reading.find_lattice import find_lattice
from eyechart.reading.ink import Cast, share_of
from eyechart.reading.lattice import Lattice, Walls
from eyechart.scene.pixels import RGB
from eyechart.tasks.abstract._maze_scene import Cell, Maze, reached, with_walls
from eyechart.tasks.abstract._maze_sketch import GOAL, START

_SIZE = 512
"""Longer side at which a picture is read, px."""


def seen(picture: RGB) -> Maze:
    """The maze that the picture shows; raises `Unreadable` where it shows none with one way."""
    scale = _SIZE / max(picture.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    lattice = find_lattice(picture)
    rectangular = lattice.rectangular(picture)
    walls = _walls(lattice, rectangular)
    start, goal = (_place(lattice, rectangular, colour) for colour in (START, GOAL))
    maze = with_walls(Maze(lattice.rows, lattice.columns, (), (), start, goal), walls)
    cells = lattice.rows * lattice.columns
    passages = sum(map(sum, maze.open_right)) + sum(map(sum, maze.open_down))
    if passages != cells - 1 or len(reached(maze, start)) != cells:
        raise Unreadable("the walls that were read do not make a maze with one way")
    return maze


def _walls(lattice: Lattice, rectangular: RGB) -> Walls:
    """Wall places darker than halfway from the lightest to the frame."""
    dark = lattice.darkness(rectangular)
    frame = np.concatenate(
        [dark.across[0], dark.across[-1], dark.down[:, 0], dark.down[:, -1]], dtype=np.float64
    )
    middle = 0.5 * (float(np.median(frame)) + float(np.quantile(dark.all(), 0.05)))
    walls = Walls(dark.across > middle, dark.down > middle)
    walls.across[[0, -1]] = True
    walls.down[:, [0, -1]] = True
    return walls


def _place(lattice: Lattice, rectangular: RGB, colour: str) -> Cell:
    """The one cell that shows this colour."""
    ground = np.median(rectangular.reshape(-1, 3)[::7], axis=0).astype(np.float32)
    cast = Cast(np.maximum(ground, 1) / np.float32(255), np.zeros(3, np.float32))
    shown = lattice.cells(share_of(rectangular, colour, cast) > 0.5).mean(axis=(1, 3))
    row, column = np.unravel_index(int(shown.argmax()), shown.shape)
    if shown[row, column] < 0.1 or np.partition(shown.ravel(), -2)[-2] > 0.5 * shown[row, column]:
        raise Unreadable(f"no single square of colour {colour} was found")
    return int(row), int(column)
