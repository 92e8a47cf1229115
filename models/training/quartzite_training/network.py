"""QuartzNet BxR (arXiv 1910.10261) in PyTorch, time-major: every activation is ``[batch × frames × channels]``.

In that layout a 1×1 convolution is one matrix product, and normalisation and activations need no reordering.
"""

import dataclasses

import torch
from torch import nn
from torch.nn import functional as F

from .activations import ACTIVATIONS
from .alphabet import TOKENS
from .depthwise import depthwise
from .features import MEL_BANDS
from .norm import Norm


@dataclasses.dataclass(frozen=True)
class Shape:
    """What a QuartzNet is made of; the defaults are the embedded model's 5x5."""

    blocks: tuple = ((256, 33), (256, 39), (512, 51), (512, 63), (512, 75))
    times: int = 1
    repeat: int = 5
    first: tuple = (256, 33)
    last: tuple = (512, 87)
    wide: int = 1024
    activation: str = "relu"


class Separable(nn.Module):
    """Depthwise convolution over time, 1×1 convolution, normalisation, and an activation where one follows at once.

    Filters begin near the identity: what a frame says is then where it was, however many layers lie below.
    """

    def __init__(self, channels, kernel, stride=1, dilation=1, activation=None):
        super().__init__()
        inputs, outputs = channels
        self.stride, self.dilation = stride, dilation
        self.filters = nn.Parameter(torch.empty(inputs, kernel))
        self.mix = nn.Linear(inputs, outputs, bias=False)
        self.norm = Norm(outputs)
        self.activation = activation
        with torch.no_grad():
            self.filters.uniform_(-0.3 * kernel**-0.5, 0.3 * kernel**-0.5)
            self.filters[:, kernel // 2] += 1

    def forward(self, x, steps=None):
        return self.norm(self.mix(depthwise(x, self.filters, self.stride, self.dilation, steps)), self.activation)


class Block(nn.Module):
    """Separable convolutions with a residual around them; the last activation comes after the sum."""

    def __init__(self, channels, kernel, shape):
        super().__init__()
        inputs, outputs = channels
        last = shape.repeat - 1
        self.body = nn.ModuleList(
            Separable((inputs if i == 0 else outputs, outputs), kernel, activation=activation(shape, outputs, i < last))
            for i in range(shape.repeat)
        )
        self.residual = nn.Sequential(nn.Linear(inputs, outputs, bias=False), Norm(outputs))
        self.activation = activation(shape, outputs)

    def forward(self, x, steps=None):
        y = x
        for separable in self.body:
            y = separable(y, steps)
        return self.activation(y + self.residual(x))


def activation(shape, channels, wanted=True):
    """A module of its own, since some activations have parameters."""
    return ACTIVATIONS[shape.activation](channels) if wanted else None


class QuartzNet(nn.Module):
    """Features ``[batch × frames × 64]`` → logits ``[batch × ceil(frames / 2) × 29]``, a step every 20 ms.

    Where recordings of different lengths share a batch, ``lengths`` (frames of the features) keep what lies behind a
    recording's end out of every convolution.
    """

    def __init__(self, shape=Shape()):
        super().__init__()
        self.shape = shape
        width, kernel = shape.first
        self.prologue = Separable((MEL_BANDS, width), kernel, stride=2, activation=activation(shape, width))
        blocks, channels = [], width
        for width, kernel in shape.blocks:
            for _ in range(shape.times):
                blocks.append(Block((channels, width), kernel, shape))
                channels = width
        self.blocks = nn.ModuleList(blocks)
        width, kernel = shape.last
        self.epilogue = Separable((channels, width), kernel, dilation=2, activation=activation(shape, width))
        self.wide = nn.Sequential(nn.Linear(width, shape.wide, bias=False), Norm(shape.wide), activation(shape, shape.wide))
        self.head = nn.Linear(shape.wide, TOKENS)

    def hidden(self, x, lengths=None, heard=None):
        """What distillation compares: the outputs of the prologue, of each group of blocks and of the wide layer; and the logits.

        With ``heard``, a teacher's outputs of the same kind, each part has the teacher's output of the part before for its
        input, and so learns its own task alone.
        """
        taps = []

        def handed_on(y):
            taps.append(y)
            return y if heard is None else heard[len(taps) - 1]

        x = handed_on(self.prologue(x))
        steps = None if lengths is None else (lengths + 1) // 2
        for i, block in enumerate(self.blocks, 1):
            x = block(x, steps)
            if i % self.shape.times == 0:
                x = handed_on(x)
        taps.append(self.wide(self.epilogue(x, steps)))
        return taps, self.head(taps[-1])

    @torch.no_grad()
    def scale(self, taps, theirs):
        """Gives the outputs of ``hidden``, which are ``taps`` now, the spread that a teacher's have."""
        groups = self.blocks[self.shape.times - 1 :: self.shape.times]
        closing = [[self.prologue.norm], *([block.body[-1].norm, block.residual[1]] for block in groups), [self.wide[1]]]
        for norms, ours, other in zip(closing, taps, theirs):
            for norm in norms:
                norm.weight.mul_(other.float().std() / ours.float().std())

    def forward(self, x, lengths=None):
        return self.hidden(x, lengths)[1]


def parameters(network):
    """Number of trained values."""
    return sum(p.numel() for p in network.parameters())


def log_probabilities(network, features):
    """``[frames × 29]`` of one recording's features, in evaluation mode, float32."""
    with torch.no_grad():
        return F.log_softmax(network(features[None])[0].float(), -1)
