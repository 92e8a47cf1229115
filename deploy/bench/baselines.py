"""Speed of the bare network in ONNX Runtime and OpenVINO, for comparison with `quartzite-models evaluate`.

    pip install onnxruntime openvino numpy
    python deploy/bench/baselines.py MODEL.onnx LIST.tsv [LIST.tsv ...]

The second column of a list is the length of a recording in seconds. The features are noise of those lengths, made
beforehand: their values do not matter for speed. What is printed is audio seconds per second, network alone.
OpenVINO is asked for float32, and what it really computes in is printed: on processors with bfloat16 it would
otherwise choose that.
"""

import collections
import os
import sys
import time

import numpy as np


def spectrograms(lists):
    lengths = [float(line.split("\t")[1]) for path in lists for line in open(path, encoding="utf-8") if line.strip()]
    noise = np.random.default_rng(0).standard_normal((1, 64, int(max(lengths) * 100) + 1)).astype(np.float32)
    return sum(lengths), [np.ascontiguousarray(noise[:, :, : int(seconds * 100) + 1]) for seconds in lengths]


def onnxruntime_speed(model, seconds, inputs):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count()
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    session.run(None, {name: inputs[0]})
    start = time.perf_counter()
    for features in inputs:
        session.run(None, {name: features})
    return seconds / (time.perf_counter() - start), onnxruntime.__version__, f"{os.cpu_count()} intra-op threads"


def openvino_speed(model, seconds, inputs):
    import openvino

    core = openvino.Core()
    compiled = core.compile_model(
        core.read_model(model),
        "CPU",
        {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": "f32"},
    )
    queue = openvino.AsyncInferQueue(compiled)
    for features in inputs[:4]:
        queue.start_async([features])
    queue.wait_all()
    start = time.perf_counter()
    for features in inputs:
        queue.start_async([features])
    queue.wait_all()
    speed = seconds / (time.perf_counter() - start)
    return speed, openvino.__version__, f"throughput hint, {len(queue)} requests at once, {precisions(compiled)}"


def precisions(compiled):
    """In which precision the convolutions are computed, and how many of them."""
    found = collections.Counter(
        str(node.get_rt_info()["runtimePrecision"].value)
        for node in compiled.get_runtime_model().get_ops()
        if "Convolution" in str(node.get_rt_info()["layerType"].value)
    )
    return ", ".join(f"{count} convolutions in {precision}" for precision, count in found.items())


def main():
    model, *lists = sys.argv[1:]
    seconds, inputs = spectrograms(lists)
    print(f"{len(inputs)} recordings, {seconds:.0f} s, {os.cpu_count()} cores")
    for name, measure in (("onnxruntime", onnxruntime_speed), ("openvino", openvino_speed)):
        speed, version, how = measure(model, seconds, inputs)
        print(f"{name} {version}: {speed:.1f} times real time ({how})", flush=True)


if __name__ == "__main__":
    main()
