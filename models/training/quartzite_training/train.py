"""Trains a student: distillation from a teacher, fine-tuning on transcripts, or both at once.

    python -m quartzite_training.train STORE RUN --steps N [--teacher QuartzNet15x5.onnx] [--from CHECKPOINT_OR_ONNX]
        [--blockwise] [--posteriors 1] [--transcripts 0] [--learning-rate 3e-4] …

RUN/last.pt is written every 200 steps and a run goes on from it: the same command after an interruption gives the curve that
would have come without. RUN/run.json holds settings and curve, RUN/curve.png its picture.
"""

import concurrent.futures
import dataclasses
import pathlib
import time

import numpy as np
import torch

from . import losses
from .activations import SmartMixed
from .augment import SPEEDS, Augmentation
from .batches import Batches, even, padded
from .corpus import Store
from .curve import Curve
from .evaluate import error_rates, load
from .features import log_mel
from .kernels import mixed
from .muon import Muon
from .network import QuartzNet, Shape
from .options import arguments, check, learning_rate
from .weights import from_onnx, unfold

SAVE_EVERY = 200


class Training:
    """A run: student, averaged student, optimiser and what has been seen."""

    def __init__(self, options, shape=None):
        torch.manual_seed(options.seed)
        self.options = options
        self.device = torch.device(options.device)
        store = Store(options.store)
        check(options, store)
        speeds = SPEEDS if options.speed else (1.0,)
        augmentation = dataclasses.replace(Augmentation().scaled(options.augment), speeds=speeds)
        self.batches = Batches(store, augmentation, options.seconds, options.seed)
        self.student = self._student(shape or Shape(activation=options.activation)).to(self.device).train()
        self.teacher = from_onnx(options.teacher).to(self.device) if options.teacher else None
        if options.blockwise and not options.start:
            self._take_scale()
        self.averaged = {name: value.clone() for name, value in self.student.state_dict().items()}
        self.optimizers = self._optimizers()
        self.folder = pathlib.Path(options.run)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.curve = Curve(self.folder, vars(options))
        self.mixed = [module for module in self.student.modules() if isinstance(module, SmartMixed)]
        self.step = 0
        self._loader = concurrent.futures.ThreadPoolExecutor(1)
        self._ahead = None
        self._resume()

    def _optimizers(self):
        """AdamW for all; with Muon, for all but the 1×1 convolutions below the last layer."""
        options = self.options
        student, decay = self.student, options.weight_decay
        inner = [m.weight for m in student.modules() if isinstance(m, torch.nn.Linear) and m is not student.head]
        apart = {id(p) for p in inner} if options.optimizer == "muon" else set()
        rest = [p for p in student.parameters() if id(p) not in apart]
        groups = [
            {"params": [p for p in rest if p.ndim > 1], "weight_decay": decay},
            {"params": [p for p in rest if p.ndim <= 1], "weight_decay": 0.0},
        ]
        adam = torch.optim.AdamW(groups, lr=options.learning_rate, betas=(0.9, 0.98))
        return [adam, Muon(inner, lr=options.learning_rate, weight_decay=decay)] if apart else [adam]

    def _student(self, shape):
        start = self.options.start
        if not start:
            return QuartzNet(shape)
        student = load(start)
        if str(start).endswith(".onnx"):
            members = self.batches.held_out[:16]
            shortest = min(self.batches.store.index[i]["samples"] for i in members)
            cut = [torch.from_numpy(self.batches.store.samples(i)[:shortest]) for i in members]
            unfold(student, torch.stack([log_mel(samples) for samples in cut]))
        return student

    def _take_scale(self):
        """A teacher's outputs may be ten times smaller than those of new normalisations: hundreds of steps to get there."""
        batch = self.batches.at(0)
        with self._mixed(), torch.no_grad():
            theirs, _ = self._taught(batch)
            self.student.scale(self._hidden(self.student, batch, theirs)[0], theirs)

    def _resume(self):
        if (self.folder / "last.pt").exists():
            saved = torch.load(self.folder / "last.pt", map_location=self.device, weights_only=False)
            self.student.load_state_dict(saved["student"])
            self.averaged = saved["averaged"]
            for optimizer, state in zip(self.optimizers, saved["optimizers"]):
                optimizer.load_state_dict(state)
            self.step = saved["step"]
            torch.set_rng_state(saved["random"].cpu())
        self.curve.go_on_from(self.step)

    def save(self):
        """Replaces RUN/last.pt as a whole."""
        saved = {
            "student": self.student.state_dict(),
            "averaged": self.averaged,
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "random": torch.get_rng_state(),
            "shape": self.student.shape,
        }
        torch.save(saved, self.folder / "last.pt.part")
        (self.folder / "last.pt.part").replace(self.folder / "last.pt")

    def _mixed(self):
        return mixed(self.device, not self.options.float32)

    def _hidden(self, student, batch, heard):
        return student.hidden(batch.features.to(self.device), batch.lengths.to(self.device), heard)

    def _losses(self, student, batch):
        options = self.options
        taught = self._taught(batch) if options.posteriors or options.blockwise else None
        with self._mixed():
            taps, logits = self._hidden(student, batch, taught[0] if options.blockwise else None)
        found = {}
        steps = batch.steps.to(self.device)
        if taught:
            teacher_taps, target = taught
            if options.posteriors:
                found["posteriors"] = losses.posteriors(logits, target, steps)
            if options.blockwise:
                found["blockwise"] = losses.outputs(taps, teacher_taps, steps)
        if options.transcripts:
            found["transcripts"] = losses.transcripts(logits, batch.places, batch.texts)
        return found

    def _taught(self, batch):
        """The teacher's hidden outputs and log-probabilities; None where none are stored."""
        if self.teacher is None:
            return None if batch.teacher is None else ([], batch.teacher.to(self.device))
        features = [
            torch.cat([even(log_mel(torch.from_numpy(samples).to(self.device))) for samples in row]) for row in batch.waveforms
        ]
        with torch.no_grad(), self._mixed():
            taps, logits = self.teacher.hidden(padded(features), batch.lengths.to(self.device))
        return taps, torch.log_softmax(logits.float(), -1)

    def _choose_activations(self):
        """SmartMixed's phases: choices that get sharper over the first half, and stay over the second."""
        for mixed in self.mixed:
            mixed.temperature = max(0.1, 1 - 2 * self.step / self.options.steps)
            if not mixed.fixed and 2 * self.step >= self.options.steps:
                mixed.fix()

    def _batch(self):
        """This step's. The next one is made meanwhile, since making one keeps one core busy and no more."""
        batch = self._ahead.result() if self._ahead else self.batches.at(self.step)
        self._ahead = self._loader.submit(self.batches.at, self.step + 1)
        return batch

    def advance(self):
        """One step; its losses."""
        self._choose_activations()
        rate = learning_rate(self.options, self.step)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
        batch = self._batch()
        found = self._losses(self.student, batch)
        loss = sum(getattr(self.options, name) * value for name, value in found.items())
        self.student.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self._average()
        return {name: value.item() for name, value in found.items()}

    @torch.no_grad()
    def _average(self):
        keep = min(self.options.average, self.step / (self.step + 20))
        for name, value in self.student.state_dict().items():
            if value.is_floating_point():
                self.averaged[name].lerp_(value, 1 - keep)
            else:
                self.averaged[name].copy_(value)

    def _held_out(self):
        return self.batches.held_out[: self.options.evaluated]

    def _averaged_student(self):
        network = QuartzNet(self.student.shape).to(self.device).eval()
        network.load_state_dict(self.averaged)
        return network

    @torch.no_grad()
    def held_out_losses(self):
        """Losses of the averaged student on recordings that are not trained on, as they were recorded."""
        members = self._held_out()
        if not members:
            return {}
        batch = self.batches.load(members, np.random.default_rng(self.options.seed), Augmentation().scaled(0))
        return {name: value.item() for name, value in self._losses(self._averaged_student(), batch).items()}

    def evaluate(self):
        """Word and character error rate of the averaged student on the same recordings."""
        store = self.batches.store
        return error_rates(self._averaged_student(), [(store.samples(i), store.text(i)) for i in self._held_out()], self.device)

    def run(self):
        """Trains to the last step."""
        while self.step < self.options.steps:
            start = time.monotonic()
            found = self.advance()
            self.curve.add(self.step, found, time.monotonic() - start)
            if self.step % SAVE_EVERY == 0 or self.step == self.options.steps:
                self.curve.held_out(self.step, self.held_out_losses())
                if self.step % self.options.evaluate_every == 0 or self.step == self.options.steps:
                    self.curve.evaluated(self.step, self.evaluate())
                self.save()
                self.curve.save()


if __name__ == "__main__":
    np.seterr(all="ignore")
    Training(arguments(__doc__).parse_args()).run()
