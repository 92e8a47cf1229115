"""Makes small NeMo archives with random weights, and what PyTorch computes with them.

    python3 make_nemo_archives.py ../resources/nemo
    python3 make_nemo_archives.py --full 15x5 /tmp/full.nemo
    python3 make_nemo_archives.py --full 10x5 --labels digraphs /tmp/full.nemo

The networks are computed here with PyTorch alone, from the papers and from how NeMo names and
orders its layers, as a second opinion on the import in Java: nothing is shared with it. Each
archive NAME.nemo has NAME.npy beside it: log-probabilities [frames x tokens] for the features that
features() makes. Needs PyTorch, NumPy and PyYAML.
"""

import argparse
import io
import math
import os
import tarfile

import numpy
import torch
import yaml

from reference_network import Network, block, features

LATIN = [" "] + [chr(c) for c in range(ord("a"), ord("z") + 1)] + ["'"]
CYRILLIC = [" "] + [chr(c) for c in range(ord("а"), ord("я") + 1)] + ["ё"]
DIGRAPHS = [" ", "a", "e", "i", "o", "u", "ch", "sch", "ng", "ẽ", "ŋ̣", "on", "no", "y", "1", "~", "null"]


def preprocessor():
    return dict(
        normalize="per_feature", window_size=0.02, sample_rate=16000, window_stride=0.01, window="hann",
        features=64, n_fft=512, frame_splicing=1, dither=1.0e-05, stft_conv=False,
    )


def mel_filterbank():
    """Slaney's filters with unit area, as librosa makes them."""
    def to_mel(hertz):
        return hertz * 3 / 200 if hertz < 1000 else 15 + 27 * math.log(hertz / 1000) / math.log(6.4)

    def to_hertz(mel):
        return mel * 200 / 3 if mel < 15 else 1000 * math.exp(math.log(6.4) / 27 * (mel - 15))

    corners = [to_hertz(to_mel(8000) * i / 65) for i in range(66)]
    bank = numpy.zeros((1, 64, 257), numpy.float32)
    for band in range(64):
        low, middle, high = corners[band : band + 3]
        for i in range(257):
            hertz = i * 16000 / 512
            height = min((hertz - low) / (middle - low), (high - hertz) / (high - middle))
            bank[0, band, i] = max(0, height) * 2 / (high - low)
    return torch.from_numpy(bank)


def configuration(network, form="target", **root):
    decoder = dict(feat_in=network.encoder["jasper"][-1]["filters"], num_classes=len(network.labels), vocabulary=network.labels)
    package = "nemo.collections.asr."
    parts = dict(
        preprocessor=("modules.AudioToMelSpectrogramPreprocessor", preprocessor()),
        encoder=("modules.ConvASREncoder", network.encoder),
        decoder=("modules.ConvASRDecoder", decoder),
    )
    if form == "target":
        return {**root, **{k: {"_target_": package + t, **p} for k, (t, p) in parts.items()},
                "target": package + "models.ctc_models.EncDecCTCModel"}
    if form == "cls":
        return {**root, **{k: {"cls": package + t, "params": p} for k, (t, p) in parts.items()}}
    old = dict(encoder="JasperEncoder", decoder="JasperDecoderForCTC", preprocessor="AudioToMelSpectrogramPreprocessor")
    return {
        "header": {"nemo_core_version": "0.11.0", "full_spec": package + "models.asrconvctcmodel.QuartzNet"},
        "init_params": {
            k + "_params": {"header": {"class": old[k], "full_spec": package + old[k]}, "init_params": p}
            for k, (_, p) in parts.items()
        },
    }


def pack(path, files, gzip=False, folder="./"):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        entry = tarfile.TarInfo(folder)
        entry.type = tarfile.DIRTYPE
        tar.addfile(entry)
        for name, content in files.items():
            entry = tarfile.TarInfo(folder + name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    if gzip:
        import gzip as gz
        with open(path, "wb") as file, gz.GzipFile("", "wb", 9, file, mtime=0) as out:
            out.write(raw.getvalue())
    else:
        with open(path, "wb") as file:
            file.write(raw.getvalue())


def saved(state, legacy=False):
    buffer = io.BytesIO()
    torch.save(state, buffer, _use_new_zipfile_serialization=not legacy)
    return buffer.getvalue()


def text(config):
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False).encode()


def with_front_end(state):
    return {
        "preprocessor.featurizer.window": torch.hann_window(320, periodic=False),
        "preprocessor.featurizer.fb": mel_filterbank(),
        **state,
    }


def write(folder, name, network, config, state=None, gzip=True):
    state = state if state is not None else network.state
    pack(os.path.join(folder, name + ".nemo"), {"model_config.yaml": text(config), "model_weights.ckpt": saved(state)}, gzip)
    numpy.save(os.path.join(folder, name + ".npy"), network.log_probs(features()))


def quartznet(filters, blocks, repeats, activation="relu", head=24):
    layers = [block(filters, 1, 7, stride=[2], separable=True)]
    layers += [block(filters, repeats, 5 + 2 * i, residual=True, separable=True) for i in range(blocks)]
    layers += [block(filters, 1, 9, dilation=[2], separable=True), block(head, 1, 1)]
    return dict(feat_in=64, activation=activation, conv_mask=True, jasper=layers)


def awkward_types(state):
    """The same numbers in other types and layouts, after rounding to what these can hold."""
    shared = torch.zeros(100_000)
    used, awkward = 10, {}
    for i, (name, tensor) in enumerate(state.items()):
        if tensor.dtype != torch.float32:
            awkward[name] = tensor
        elif tensor.dim() == 3 and i % 2:
            awkward[name] = tensor.permute(2, 1, 0).contiguous().permute(2, 1, 0)
        elif tensor.dim() == 3:
            view = shared[used : used + tensor.numel()].view(tensor.shape)
            view.copy_(tensor)
            used += tensor.numel()
            awkward[name] = view
        else:
            kind = [torch.float16, torch.bfloat16, torch.float64][i % 3]
            awkward[name] = tensor.to(kind)
            state[name] = awkward[name].float()
    trimmed = shared[:used].clone()
    for name, tensor in awkward.items():
        if tensor.dtype == torch.float32 and tensor.storage().data_ptr() == shared.storage().data_ptr():
            awkward[name] = trimmed.as_strided(tensor.shape, tensor.stride(), tensor.storage_offset())
    return awkward


def make_all(folder):
    os.makedirs(folder, exist_ok=True)

    network = Network(quartznet(16, 3, 2), CYRILLIC, seed=1)
    write(folder, "quartznet-3x2-cyrillic", network,
          configuration(network, name="QuartzNet3x2", sample_rate=16000, labels=CYRILLIC, nemo_version="2.4.0"),
          with_front_end(network.state), gzip=False)

    network = Network(quartznet(12, 2, 2), DIGRAPHS, seed=2)
    config = configuration(network, labels=DIGRAPHS, nemo_version="1.23.0", model=dict(dropout=0.0))
    config["decoder"]["vocabulary"] = "${labels}"
    config["encoder"]["feat_in"] = "${model.preprocessor.features}"
    write(folder, "quartznet-2x2-digraphs", network, config)

    dense = [block(12, 1, 7, stride=[2])]
    dense += [block(10 + 2 * i, 2, 5, residual=True, residual_dense=True) for i in range(3)]
    dense += [block(12, 1, 5, dilation=[2]), block(16, 1, 1)]
    network = Network(dict(feat_in=64, activation="relu", conv_mask=True, jasper=dense), LATIN, seed=3)
    write(folder, "jasper-3x2dr", network, configuration(network, nemo_version="1.0.0"))

    network = Network(quartznet(8, 1, 2), LATIN, conv_mask=False, seed=4)
    network.encoder["conv_mask"] = False
    config = configuration(network, form="cls", labels=LATIN)
    del config["decoder"]["params"]["vocabulary"]
    write(folder, "release-1.0.0b", network, config)

    network = Network(quartznet(8, 1, 3), LATIN, seed=5)
    split = {part: {} for part in ("encoder", "decoder")}
    for name, tensor in network.state.items():
        part, _, rest = name.partition(".")
        split[part][rest] = tensor
    old = configuration(network, form="header")
    pack(os.path.join(folder, "release-0.11.nemo"), {
        "QuartzNet.yaml": text(old),
        "QuartzNet_eval_graph.yaml": b"modules: {}\n",
        "JasperEncoder.pt": saved(split["encoder"], legacy=True),
        "JasperDecoderForCTC.pt": saved(split["decoder"], legacy=True),
        "AudioToMelSpectrogramPreprocessor.pt": saved({"featurizer.window": torch.hann_window(320, periodic=False)}, legacy=True),
    }, gzip=True, folder=".nemo_tmp/")
    numpy.save(os.path.join(folder, "release-0.11.npy"), network.log_probs(features()))

    layers = [
        block(16, 2, 9, stride=[2], separable=True, stride_last=True, residual=True, residual_mode="stride_add", groups=4),
        block(16, 2, 11, separable=True, heads=4, kernel_size_factor=0.5, residual=True, residual_mode="max"),
        block(12, 2, 5, groups=2, residual=True, residual_mode="add"),
        block(12, 1, 7, separable=True, future_context=2),
        block(16, 1, 1),
    ]
    network = Network(dict(feat_in=64, activation="relu", conv_mask=True, jasper=layers), LATIN, seed=6)
    write(folder, "every-option", network, configuration(network, nemo_version="2.5.1"))

    network = Network(quartznet(8, 1, 2), LATIN, seed=7)
    state = awkward_types(network.state)
    write(folder, "every-type", network, configuration(network), state)

    for i, activation in enumerate(["hardtanh", "selu", "swish", "silu", "gelu", "identity"]):
        network = Network(quartznet(6, 1, 1, activation, head=8), LATIN[:6], seed=10 + i)
        write(folder, "activation-" + activation, network, configuration(network))


def make_full(shape, labels, path):
    """A whole network of the papers' sizes: 5x5, 10x5, 15x5 (QuartzNet) or jasper-10x5dr."""
    if shape.startswith("jasper"):
        sizes = [(256, 11), (384, 13), (512, 17), (640, 21), (768, 25)]
        layers = [block(256, 1, 11, stride=[2])]
        layers += [block(f, 5, k, residual=True, residual_dense=True) for f, k in sizes for _ in range(2)]
        layers += [block(896, 1, 29, dilation=[2]), block(1024, 1, 1)]
    else:
        times = int(shape.partition("x")[0]) // 5
        sizes = [(256, 33), (256, 39), (512, 51), (512, 63), (512, 75)]
        layers = [block(256, 1, 33, stride=[2], separable=True)]
        layers += [block(f, 5, k, residual=True, separable=True) for f, k in sizes for _ in range(times)]
        layers += [block(512, 1, 87, dilation=[2], separable=True), block(1024, 1, 1)]
    network = Network(dict(feat_in=64, activation="relu", conv_mask=True, jasper=layers), labels)
    network.settle(torch.randn(1, 64, 400, generator=network.random))
    config = configuration(network, labels=labels, nemo_version="1.0.0")
    pack(path, {"model_config.yaml": text(config), "model_weights.ckpt": saved(with_front_end(network.state))})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", help="a folder, or with --full an archive")
    parser.add_argument("--full", metavar="SHAPE", help="one archive of full size: 5x5, 10x5, 15x5 or jasper-10x5dr")
    alphabets = dict(latin=LATIN, cyrillic=CYRILLIC, digraphs=DIGRAPHS)
    parser.add_argument("--labels", choices=alphabets, default="cyrillic", help="its alphabet")
    arguments = parser.parse_args()
    if arguments.full:
        make_full(arguments.full, alphabets[arguments.labels], arguments.path)
    else:
        make_all(arguments.path)
