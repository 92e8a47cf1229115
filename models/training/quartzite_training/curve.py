"""What a run was and how it went: run.json and curve.png."""

import json
import pathlib

MEAN_OF = 50
"""Steps that one point of the curve is the mean of."""


class Curve:
    """Losses as means over 50 steps, error rates where they were measured, and seconds spent."""

    def __init__(self, folder, settings):
        self.file = pathlib.Path(folder) / "run.json"
        self.data = {"settings": {}, "losses": [], "error_rates": [], "seconds": 0.0}
        if self.file.exists():
            self.data = json.loads(self.file.read_text(encoding="utf-8"))
        self.data["settings"] = {key: str(value) for key, value in settings.items()}
        self._pending = []

    def forget_after(self, step):
        """Drops what a run did after the checkpoint that it goes on from."""
        for key in ("losses", "error_rates"):
            self.data[key] = [point for point in self.data[key] if point["step"] <= step]

    def add(self, step, found, seconds):
        """A step's losses and duration."""
        self.data["seconds"] += seconds
        self._pending.append(found)
        if step % MEAN_OF == 0:
            means = {name: sum(each[name] for each in self._pending) / len(self._pending) for name in found}
            self.data["losses"].append({"step": step, **means})
            self._pending = []
            print(step, *(f"{name} {value:.4f}" for name, value in means.items()), f"{self.data['seconds']:.0f} s", flush=True)

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
        for axes, key, label in ((left, "losses", "loss"), (right, "error_rates", "%, held-out recordings")):
            points = self.data[key]
            for name in [name for name in (points[0] if points else {}) if name != "step"]:
                axes.plot([point["step"] for point in points], [point[name] for point in points], label=name)
            axes.set_xlabel("step")
            axes.set_ylabel(label)
            if points:
                axes.legend()
        left.set_yscale("log")
        figure.savefig(self.file.with_name("curve.png"), dpi=100)
        pyplot.close(figure)
