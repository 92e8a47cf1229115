"""Where the reference data lies, if it is here."""

import os
import pathlib

import pytest

SHARED = pathlib.Path(os.environ.get("QUARTZITE_SHARED", pathlib.Path(__file__).resolve().parents[4] / "shared"))


@pytest.fixture(scope="session")
def shared():
    if not SHARED.is_dir():
        pytest.skip(f"no reference data at {SHARED}")
    return SHARED
