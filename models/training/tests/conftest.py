"""Where the reference data lies, if it is here, and stores of recordings that a test makes up."""

import json
import os
import pathlib

import numpy as np
import pytest

SHARED = pathlib.Path(os.environ.get("QUARTZITE_SHARED", pathlib.Path(__file__).resolve().parents[4] / "shared"))


@pytest.fixture(scope="session")
def shared():
    if not SHARED.is_dir():
        pytest.skip(f"no reference data at {SHARED}")
    return SHARED


def write_store(folder, recordings):
    """A store of samples in [-1, 1] and what is said in them."""
    starts = np.cumsum([0, *(len(samples) for samples, _ in recordings)]).tolist()
    index = [{"start": start, "samples": len(samples), "text": text} for start, (samples, text) in zip(starts, recordings)]
    (np.concatenate([samples for samples, _ in recordings]) * 32767).astype("<i2").tofile(folder / "audio.i16")
    (folder / "index.json").write_text(json.dumps(index))
