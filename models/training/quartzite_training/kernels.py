"""The kernels of our own, and what a processor is good at."""

import functools
import pathlib
import shutil

import torch


@functools.lru_cache(maxsize=None)
def kernel(name):
    """A compiled ``name.cpp``, or None where the processor has no AVX-512 or there is no compiler."""
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if not (cpuinfo.exists() and "avx512bw" in cpuinfo.read_text() and shutil.which("c++")):
        return None
    from torch.utils.cpp_extension import load

    source = pathlib.Path(__file__).with_name(f"{name}.cpp")
    return load(f"quartzite_{name}", [str(source)], extra_cflags=["-O3", "-march=native", "-fopenmp"])


@functools.lru_cache(maxsize=None)
def has_bfloat16(device):
    """Whether products of bfloat16 are an instruction there; where they are emulated, float32 is four times as fast."""
    return device != "cpu" or torch.cpu._is_avx512_bf16_supported()


def mixed(device, wanted=True):
    """The precision that a network is computed in: bfloat16 where that is faster and wanted, else float32."""
    device = torch.device(device).type
    return torch.autocast(device, torch.bfloat16, enabled=wanted and has_bfloat16(device))
