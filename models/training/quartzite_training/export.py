"""Writes a trained network as ONNX: input ``audio_signal [batch × 64 × frames]``, output ``logprobs [batch × steps × 29]``.

    python -m quartzite_training.export RUN/last.pt model.onnx

Normalisations are folded, convolutions are plain Conv nodes and activations standard operators, so `quartzite-models add` can
put in masks, widen the convolutions and store float16 weights as for any other export.
"""

import argparse

import onnx
import torch
from torch import nn
from torch.nn import functional as F

from .activations import SmartMixed
from .evaluate import load

OPSET = 17


class Exported(nn.Module):
    """The same function channel-major and with folded normalisations, as ONNX has convolutions."""

    def __init__(self, network):
        super().__init__()
        self.prologue = _separable(network.prologue)
        self.blocks = nn.ModuleList(_Block(block) for block in network.blocks)
        self.epilogue = nn.Sequential(
            _separable(network.epilogue), _folded(network.wide[0], network.wide[1]), _Activated(network.wide[2])
        )
        self.head = nn.Conv1d(network.head.in_features, network.head.out_features, 1)
        self.head.weight.data.copy_(network.head.weight.data[..., None])
        self.head.bias.data.copy_(network.head.bias.data)

    def forward(self, audio_signal):
        x = self.prologue(audio_signal)
        for block in self.blocks:
            x = block(x)
        return F.log_softmax(self.head(self.epilogue(x)).transpose(1, 2), -1)


class _Block(nn.Module):
    def __init__(self, block):
        super().__init__()
        self.body = nn.Sequential(*(_separable(separable) for separable in block.body))
        self.residual = _folded(*block.residual)
        self.activation = _Activated(block.activation)

    def forward(self, x):
        return self.activation(self.body(x) + self.residual(x))


class _Activated(nn.Module):
    """Only an activation whose channels differ cares where the channels are."""

    def __init__(self, activation):
        super().__init__()
        self.activation = activation

    def forward(self, x):
        if isinstance(self.activation, SmartMixed):
            return self.activation(x.transpose(1, 2)).transpose(1, 2)
        return self.activation(x)


def _separable(separable):
    channels, length = separable.filters.shape
    padding = separable.dilation * (length - 1) // 2
    depthwise = nn.Conv1d(channels, channels, length, separable.stride, padding, separable.dilation, channels, bias=False)
    depthwise.weight.data.copy_(separable.filters.data[:, None])
    parts = [depthwise, _folded(separable.mix, separable.norm)]
    return nn.Sequential(*parts, *([_Activated(separable.activation)] if separable.activation else []))


def _folded(mix, norm):
    """1×1 convolution with its normalisation in weights and bias."""
    scale = norm.weight.data / (norm.running_var + norm.eps).sqrt()
    convolution = nn.Conv1d(mix.in_features, mix.out_features, 1)
    convolution.weight.data.copy_((mix.weight.data * scale[:, None])[..., None])
    convolution.bias.data.copy_(norm.bias.data - norm.running_mean * scale)
    return convolution


def export(network, path):
    """Writes the file and checks that it is valid ONNX."""
    network = network.float().eval()
    names = {"input_names": ["audio_signal"], "output_names": ["logprobs"]}
    axes = {"audio_signal": {0: "batch", 2: "frames"}, "logprobs": {0: "batch", 1: "steps"}}
    torch.onnx.export(
        Exported(network).eval(), torch.zeros(1, 64, 200), str(path), opset_version=OPSET, dynamic_axes=axes, dynamo=False, **names
    )
    onnx.checker.check_model(str(path))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network")
    parser.add_argument("file")
    options = parser.parse_args()
    export(load(options.network), options.file)


if __name__ == "__main__":
    main()
