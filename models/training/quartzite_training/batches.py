"""Batches of recordings of similar length, a pure function of seed and step."""

import dataclasses

import numpy as np
import torch

from .alphabet import collapse, encode
from .augment import at_speed, to_tensor
from .features import log_mel

HELD_OUT = 40
"""Every 40th recording is never trained on: the curve's error rates are of those."""


@dataclasses.dataclass
class Batch:
    """Recordings side by side.

    features ``[batch × frames × 64]``; lengths in frames; clean waveforms, at the speed that the student hears, for a teacher
    beside the student; teacher ``[batch × steps × 29]`` log-probabilities, if stored and not heard at another speed; texts as
    token indices: what the stored teacher hears where there is no text that can be spelled, None without both.
    """

    features: torch.Tensor
    lengths: torch.Tensor
    waveforms: list
    teacher: torch.Tensor | None
    texts: list

    @property
    def steps(self):
        return (self.lengths + 1) // 2


class Batches:
    """All batches of a run. ``seconds`` of audio a batch."""

    def __init__(self, store, augmentation, seconds, seed):
        self.store, self.augmentation, self.seconds, self.seed = store, augmentation, seconds, seed
        self.trained = [i for i in range(len(store)) if i % HELD_OUT]
        self.held_out = [i for i in range(len(store)) if i % HELD_OUT == 0]
        self._epoch, self._begin, self._end, self._batches = -1, 0, 0, []
        self._posteriors = store.posteriors()

    def _order(self, epoch):
        """An epoch's batches: by length with some disorder, so that neighbours are alike and never the same."""
        rng = np.random.default_rng((self.seed, epoch))
        lengths = np.array([self.store.seconds(i) for i in self.trained])
        batches, current, longest = [], [], 0.0
        for i in np.argsort(lengths * rng.uniform(0.95, 1.05, len(lengths))):
            longest = max(longest, lengths[i])
            if current and longest * (len(current) + 1) > self.seconds:
                batches.append(current)
                current, longest = [], lengths[i]
            current.append(self.trained[i])
        batches.append(current)
        rng.shuffle(batches)
        return batches

    def at(self, step):
        """The batch of a step, counted over all epochs."""
        while step >= self._end or step < self._begin:
            epoch = 0 if step < self._begin else self._epoch + 1
            begin = 0 if step < self._begin else self._end
            self._epoch, self._batches = epoch, self._order(epoch)
            self._begin, self._end = begin, begin + len(self._batches)
        rng = np.random.default_rng((self.seed, self._epoch, step))
        return self.load(self._batches[step - self._begin], rng, self.augmentation)

    def load(self, members, rng, augmentation):
        """These recordings, augmented."""
        speed = augmentation.speeds[rng.integers(len(augmentation.speeds))]
        clean = [at_speed(self.store.samples(i), speed) for i in members]
        heard = [log_mel(to_tensor(augmentation.waveform(samples, rng))) for samples in clean]
        lengths = torch.tensor([len(features) for features in heard])
        features = torch.nn.utils.rnn.pad_sequence(heard, batch_first=True)
        teacher = None
        if self._posteriors is not None and speed == 1:
            rows = [torch.from_numpy(self._posteriors[i].astype(np.float32)) for i in members]
            teacher = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
        texts = [encode(self.store.text(i)) or self._heard(i) for i in members]
        return Batch(augmentation.features(features, rng), lengths, clean, teacher, texts)

    def _heard(self, i):
        """What the teacher hears in a recording, as token indices."""
        return None if self._posteriors is None else collapse(self._posteriors[i].argmax(1).tolist())
