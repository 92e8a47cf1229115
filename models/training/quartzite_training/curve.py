"""What a run was and how it went: run.json and curve.png."""

import json
import pathlib

MEAN_OF = 50
"""Steps that one point of the curve is the mean of."""


class Curve:
    """Settings, losses as means over 50 steps, error rates where they were measured, and seconds spent.

    Losses on held-out recordings stand beside those of training: what was heard once is remembered, so only they tell what was
    learnt. Settings are those of step 0, and what was set otherwise at later steps that the run went on from. Of paths only the
    names are kept.
    """

    def __init__(self, folder, settings):
        self.file = pathlib.Path(folder) / "run.json"
        self.data = {"settings": [], "losses": [], "held_out": [], "error_rates": [], "seconds": 0.0}
        self.settings = {key: pathlib.Path(str(value)).name for key, value in settings.items()}
        self._pending = []

    def go_on_from(self, step):
        """Takes over what was kept of the run up to this step, if anything was."""
        if self.file.exists():
            self.data |= json.loads(self.file.read_text(encoding="utf-8"))
            for key in ("settings", "losses", "held_out", "error_rates"):
                self.data[key] = [point for point in self.data[key] if point["step"] <= step]
        known = {}
        for earlier in self.data["settings"]:
            known |= earlier
        changed = {key: value for key, value in self.settings.items() if known.get(key) != value}
        if changed:
            self.data["settings"].append({"step": step, **changed})

    def add(self, step, found, seconds):
        """A step's losses and duration."""
        self.data["seconds"] += seconds
        self._pending.append(found)
        if step % MEAN_OF == 0:
            means = {name: _mean(name, self._pending) for name in _names(self._pending)}
            self.data["losses"].append({"step": step, **means})
            self._pending = []
            print(step, *(f"{name} {value:.4f}" for name, value in means.items()), f"{self.data['seconds']:.0f} s", flush=True)

    def held_out(self, step, found):
        """Losses on held-out recordings."""
        self.data["held_out"].append({"step": step, **{f"{name}, held out": value for name, value in found.items()}})
        print(step, *(f"{name} {value:.4f}" for name, value in found.items()), "held out", flush=True)

    def evaluated(self, step, rates):
        """Error rates in percent."""
        self.data["error_rates"].append({"step": step, **rates})
        print(step, *(f"{name} {value:.2f} %" for name, value in rates.items()), flush=True)

    def save(self):
        """Writes both files."""
        self.file.write_text(json.dumps(self.data, indent=1), encoding="utf-8")
        self._draw()

    def _draw(self):
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot

        figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4), layout="constrained")
        _plot(left, "loss", [*self.data["losses"], *self.data["held_out"]])
        _plot(right, "%, held-out recordings", self.data["error_rates"])
        left.set_yscale("log")
        figure.savefig(self.file.with_name("curve.png"), dpi=100)
        pyplot.close(figure)


def _plot(axes, label, points):
    """A line for each name in the points."""
    for name in _names(points):
        known = [point for point in points if name in point]
        axes.plot([point["step"] for point in known], [point[name] for point in known], label=name)
    axes.set_xlabel("step")
    axes.set_ylabel(label)
    if points:
        axes.legend()


def _names(points):
    """What was measured at any of the points, in the order in which it came up."""
    return dict.fromkeys(name for point in points for name in point if name != "step")


def _mean(name, found):
    """Of the steps that have this loss."""
    values = [each[name] for each in found if name in each]
    return sum(values) / len(values)
