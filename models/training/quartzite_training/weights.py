"""Weights of a QuartzNet out of an ONNX export, for the teacher and for going on from an earlier model of ours."""

import onnx
import torch
from onnx import numpy_helper

from .network import QuartzNet, Shape

TRAINED = 0.05
"""Root mean square of the weights of a 1×1 convolution that has been trained."""


def from_onnx(path):
    """The network of an export whose normalisations are folded into its convolutions (NeMo's form), in evaluation mode.

    It may be in the form that the embedded model has: weights kept as float16 and cast, convolutions in two dimensions of
    which one is 1, and one more that spreads the mask over all channels.
    """
    graph = onnx.load(path).graph
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    widened = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast"}
    constants.update((wide, constants[half]) for wide, half in widened.items() if half in constants)
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    values = {}
    for node in convolutions:
        weight = torch.from_numpy(constants[node.input[1]].copy()).float().flatten(2)
        if weight.shape[1:] == (1, 1):
            continue  # the mask's: no convolution of a QuartzNet has one input and one tap
        bias = torch.from_numpy(constants[node.input[2]].copy()).float() if len(node.input) > 2 else None
        values[node.name or node.output[0]] = (weight, bias, node.input[0], node.output[0])
    depthwise = {v[3] for v in values.values() if v[0].shape[1] == 1 and v[0].shape[0] > 1 and v[0].shape[2] > 1}
    filters = [v for v in values.values() if v[3] in depthwise]
    mixes = [v for v in values.values() if v[3] not in depthwise and v[2] in depthwise]
    others = [v for v in values.values() if v[3] not in depthwise and v[2] not in depthwise]
    network = QuartzNet(Shape(times=(len(others) - 2) // 5)).eval()
    with torch.no_grad():
        _fill(network, filters, mixes, others)
    return network


def _fill(network, filters, mixes, others):
    separables = _separables(network)
    if not len(separables) == len(filters) == len(mixes):
        raise ValueError(f"expected {len(separables)} separable convolutions, found {len(filters)} and {len(mixes)}")
    for separable, depthwise in zip(separables, filters):
        separable.filters.copy_(depthwise[0].squeeze(1))
    for (mix, norm), convolution in zip(mixes_with_norms(network), [*mixes, *others[:-1]]):
        _fill_mix(mix, norm, convolution)
    network.head.weight.copy_(others[-1][0].squeeze(2))
    network.head.bias.copy_(others[-1][1])


def _separables(network):
    return [network.prologue, *(separable for block in network.blocks for separable in block.body), network.epilogue]


def mixes_with_norms(network):
    """Each 1×1 convolution with the normalisation behind it: of the separable ones, of the residuals, of the wide layer."""
    separables = [(separable.mix, separable.norm) for separable in _separables(network)]
    return [*separables, *(block.residual for block in network.blocks), tuple(network.wide[:2])]


def _fill_mix(mix, norm, convolution):
    """A normalisation that only adds the folded bias."""
    mix.weight.copy_(convolution[0].squeeze(2))
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    norm.weight.fill_(1)
    norm.bias.copy_(convolution[1])


def unfold(network, features):
    """Gives folded normalisations the statistics of these features, the function unchanged, so that training can go on.

    Folded weights are smaller the larger a convolution's outputs were, up to a hundred times; optimisers whose steps have a size
    of their own would undo in ten of them what was learnt. So all get the size that trained weights have.
    """
    handles = []
    with torch.no_grad():
        for mix, norm in mixes_with_norms(network):
            factor = TRAINED / mix.weight.square().mean().sqrt()
            mix.weight.mul_(factor)
            norm.weight.div_(factor)

    def measure(norm, inputs):
        x = inputs[0].reshape(-1, inputs[0].shape[-1]).float()
        variance, mean = torch.var_mean(x, 0, correction=0)
        norm.bias += norm.weight * mean
        norm.weight.mul_((variance + norm.eps).sqrt())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)

    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm1d):
            handles.append(module.register_forward_pre_hook(measure))
    with torch.no_grad():
        network(features)
    for handle in handles:
        handle.remove()
