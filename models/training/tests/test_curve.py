"""What is kept of a run."""

import json

from quartzite_training.curve import Curve


def steps(curve, first, found):
    for step in range(first, first + 50):
        curve.add(step, found, 0.5)
    curve.save()


def test_a_run_that_goes_on_keeps_its_curve_and_what_was_set_otherwise(tmp_path):
    first = Curve(tmp_path, {"store": "/here/store", "steps": 100})
    first.go_on_from(0)
    steps(first, 1, {"posteriors": 2.0})
    steps(first, 51, {"posteriors": 1.5})
    first.held_out(100, {"posteriors": 1.75})
    first.save()
    second = Curve(tmp_path, {"store": "/there/store", "steps": 200})
    second.go_on_from(50)
    second.held_out(100, {"posteriors": 1.25})
    steps(second, 51, {"posteriors": 1.0, "transcripts": 3.0})

    kept = json.loads((tmp_path / "run.json").read_text())
    assert kept["settings"] == [{"step": 0, "store": "store", "steps": "100"}, {"step": 50, "steps": "200"}]
    assert kept["losses"] == [{"step": 50, "posteriors": 2.0}, {"step": 100, "posteriors": 1.0, "transcripts": 3.0}]
    assert kept["held_out"] == [{"step": 100, "posteriors, held out": 1.25}]
    assert kept["seconds"] == 75.0
    assert (tmp_path / "curve.png").stat().st_size > 0
