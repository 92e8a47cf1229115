"""What several runs learnt, in one checkpoint."""

import pytest
import torch

from quartzite_training.average import main, mean


def checkpoint(value):
    return {"averaged": {"weight": torch.full((2,), float(value)), "batches": torch.tensor(int(value))}, "step": int(value)}


def test_the_mean_of_two_files_lies_between_them(tmp_path):
    for value in (1, 5):
        torch.save(checkpoint(value), tmp_path / f"{value}.pt")
    main(tmp_path / "mean.pt", f"{tmp_path}/1.pt=0.75", f"{tmp_path}/5.pt=0.25")
    found = torch.load(tmp_path / "mean.pt")
    assert found["averaged"]["weight"].tolist() == [2, 2]
    assert found["averaged"]["batches"] == 1 and found["step"] == 1


def test_weights_that_do_not_sum_to_one_are_refused():
    with pytest.raises(ValueError, match="sum to 1, not to 0.9"):
        mean([checkpoint(1), checkpoint(2)], [0.5, 0.4])


def test_checkpoints_of_different_networks_are_refused():
    other = {"averaged": {"weight": torch.zeros(3), "batches": torch.tensor(0)}}
    with pytest.raises(ValueError, match="different shapes"):
        mean([checkpoint(1), other], [0.5, 0.5])
