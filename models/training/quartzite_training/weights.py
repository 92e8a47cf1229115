"""Weights of a QuartzNet out of an ONNX export, for the teacher and for going on from an earlier model of ours."""

import onnx
import torch
from onnx import numpy_helper

from .network import QuartzNet, Shape


def from_onnx(path):
    """The network of an export whose normalisations are folded into its convolutions (NeMo's form), in evaluation mode."""
    graph = onnx.load(path).graph
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    values = {}
    for node in convolutions:
        weight = torch.from_numpy(constants[node.input[1]].copy()).float()
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
    separables = [network.prologue, *(s for block in network.blocks for s in block.body), network.epilogue]
    if not len(separables) == len(filters) == len(mixes):
        raise ValueError(f"expected {len(separables)} separable convolutions, found {len(filters)} and {len(mixes)}")
    for separable, depthwise, mix in zip(separables, filters, mixes):
        separable.filters.copy_(depthwise[0].squeeze(1))
        _fill_mix(separable.mix, separable.norm, mix)
    for block, residual in zip(network.blocks, others):
        _fill_mix(block.residual[0], block.residual[1], residual)
    _fill_mix(network.wide[0], network.wide[1], others[-2])
    network.head.weight.copy_(others[-1][0].squeeze(2))
    network.head.bias.copy_(others[-1][1])


def _fill_mix(mix, norm, convolution):
    """A normalisation that only adds the folded bias."""
    mix.weight.copy_(convolution[0].squeeze(2))
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    norm.weight.fill_(1)
    norm.bias.copy_(convolution[1])


def unfold(network, features):
    """Gives folded normalisations the statistics of these features, the function unchanged, so that training can go on."""
    handles = []

    def measure(norm, inputs):
        x = inputs[0].reshape(-1, inputs[0].shape[-1]).float()
        variance, mean = torch.var_mean(x, 0, correction=0)
        norm.bias += mean
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)

    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm1d):
            handles.append(module.register_forward_pre_hook(measure))
    with torch.no_grad():
        network(features)
    for handle in handles:
        handle.remove()
