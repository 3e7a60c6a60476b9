"""A character CNN in numpy, to see whether it would beat what the scorer ships."""

import numpy as np

_SIGNS = " abcdefghijklmnopqrstuvwxyz0123456789!?.,'\"@#$%*&-_()/:;\n"
_NUMBER = {sign: n for n, sign in enumerate(_SIGNS, start=1)}
_LENGTH_CHARS = 320
_ROWS_A_STEP = 64


class CharacterCnn:
    """Letters as vectors, filters over five of them, the largest answer of each, one line."""

    def __init__(self, *, seed: int, size: int = 16, width: int = 5, filters: int = 96) -> None:
        chance = np.random.default_rng(seed)
        self._chance, self._width = chance, width
        spread = (2 / (size * width)) ** 0.5
        self._parts = [
            chance.normal(0, 0.3, (len(_SIGNS) + 2, size)).astype(np.float32),
            chance.normal(0, spread, (size * width, filters)).astype(np.float32),
            np.zeros(filters, np.float32),
            chance.normal(0, 0.1, filters).astype(np.float32),
            np.zeros(1, np.float32),
        ]
        self._parts[0][0] = 0
        self._squares = [np.full(part.shape, 0.1, np.float32) for part in self._parts]

    def fit(self, texts: list[str], labels: np.ndarray, *, rounds: int) -> None:
        """Fit to labels of 0.0 and 1.0 by AdaGrad, a step for each 64 comments."""
        given = _numbered(texts)
        for _ in range(rounds):
            order = self._chance.permutation(len(given))
            for first in range(0, len(order), _ROWS_A_STEP):
                rows = order[first : first + _ROWS_A_STEP]
                self._step(given[rows], labels[rows])

    def sums(self, texts: list[str]) -> np.ndarray:
        """Return a raw sum for each text."""
        given = _numbered(texts)
        found = [
            self._forward(given[n : n + _ROWS_A_STEP])[2]
            for n in range(0, len(given), _ROWS_A_STEP)
        ]
        return np.concatenate(found).astype(np.float64)

    def _forward(self, given: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        letters, filters, bias, line, shift = self._parts
        vectors = letters[given]
        windows = np.lib.stride_tricks.sliding_window_view(vectors, self._width, axis=1)
        windows = windows.transpose(0, 1, 3, 2).reshape(len(given), -1, filters.shape[0])
        answers = windows @ filters
        place = answers.argmax(axis=1)
        largest = np.take_along_axis(answers, place[:, None, :], axis=1)[:, 0] + bias
        return windows, place, np.maximum(largest, 0) @ line + shift

    def _step(self, given: np.ndarray, labels: np.ndarray) -> None:
        letters, filters, bias, line, _ = self._parts
        windows, place, sums = self._forward(given)
        rows = np.arange(len(given))[:, None]
        met = windows[rows, place]  # comments x filters x window
        largest = np.einsum("nfw,wf->nf", met, filters) + bias
        open_ = largest > 0
        wrong = (1 / (1 + np.exp(-sums)) - labels).astype(np.float32) / len(labels) * 4
        for_largest = wrong[:, None] * line * open_
        for_windows = for_largest[:, :, None] * filters.T
        for_letters = np.zeros_like(letters)
        for offset in range(self._width):
            part = for_windows.reshape(*for_windows.shape[:2], self._width, -1)[:, :, offset]
            np.add.at(for_letters, given[rows, place + offset], part)
        for_letters[0] = 0
        gradients = [
            for_letters,
            np.einsum("nf,nfw->wf", for_largest, met),
            for_largest.sum(axis=0),
            (np.maximum(largest, 0) * wrong[:, None]).sum(axis=0),
            wrong.sum(keepdims=True),
        ]
        for part, squares, gradient in zip(self._parts, self._squares, gradients, strict=True):
            squares += gradient**2
            part -= 0.05 * gradient / np.sqrt(squares)


def _numbered(texts: list[str]) -> np.ndarray:
    table = np.zeros((len(texts), _LENGTH_CHARS), np.int16)
    for row, text in zip(table, texts, strict=True):
        signs = [_NUMBER.get(sign, len(_SIGNS) + 1) for sign in text[:_LENGTH_CHARS].lower()]
        row[: len(signs)] = signs
    return table
