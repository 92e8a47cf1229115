"""QuartzNet and Jasper computed with PyTorch alone, from the papers and from how NeMo names and orders its layers."""

import math

import torch
import torch.nn.functional as F

FRAMES = 41

ACTIVATIONS = {
    "relu": F.relu,
    "hardtanh": F.hardtanh,
    "selu": F.selu,
    "swish": F.silu,
    "silu": F.silu,
    "gelu": F.gelu,
    "identity": lambda x: x,
}


def features(bands=64, frames=FRAMES):
    """The same numbers as NemoArchives.features() in the tests: exact in float32."""
    band = torch.arange(bands)[:, None]
    frame = torch.arange(frames)[None, :]
    return (((band * 31 + frame * 17 + band * frame) % 23 - 11) / 8.0).float()[None]


def block(filters, repeat, kernel, **more):
    base = dict(filters=filters, repeat=repeat, kernel=[kernel], stride=[1], dilation=[1], dropout=0.0, residual=False)
    return {**base, **more}


def odd(kernel, factor):
    kernel = max(int(kernel * factor), 1)
    return kernel if kernel % 2 else kernel + 1


class Network:
    """A network's tensors by NeMo's names, and their computation."""

    def __init__(self, encoder, labels, conv_mask=True, seed=1):
        self.encoder, self.labels = encoder, labels
        self.suffix = ".conv.weight" if conv_mask else ".weight"
        self.random = torch.Generator().manual_seed(seed)
        self.state, self.settling = {}, False
        channels, panes, mode = encoder["feat_in"], [], encoder.get("residual_mode", "add")
        for index, layer in enumerate(encoder["jasper"]):
            mode = layer.get("residual_mode", mode)
            if layer.get("residual_dense", False):
                panes.append(channels)
            self.make_block(f"encoder.encoder.{index}", layer, channels, panes)
            channels = layer["filters"]
        self.state["decoder.decoder_layers.0.weight"] = self.normal(len(labels) + 1, channels, 1)
        self.state["decoder.decoder_layers.0.bias"] = self.normal(len(labels) + 1)

    def normal(self, *shape):
        fan = math.prod(shape[1:]) if len(shape) > 1 else 4
        return torch.randn(*shape, generator=self.random) * 1.2 / math.sqrt(fan)

    def make_norm(self, name, channels):
        self.state[name + ".weight"] = 1 + 0.2 * torch.randn(channels, generator=self.random)
        self.state[name + ".bias"] = 0.3 * torch.randn(channels, generator=self.random)
        self.state[name + ".running_mean"] = 0.2 * torch.randn(channels, generator=self.random)
        self.state[name + ".running_var"] = 0.5 + torch.rand(channels, generator=self.random)
        self.state[name + ".num_batches_tracked"] = torch.tensor(7)

    def make_block(self, name, layer, channels, panes):
        filters, groups, heads = layer["filters"], layer.get("groups", 1), layer.get("heads", -1)
        kernel = odd(layer["kernel"][0], layer.get("kernel_size_factor", 1.0))
        place, inputs = 0, channels
        for repeat in range(layer["repeat"]):
            if layer.get("separable", False):
                depth = inputs if heads == -1 else heads
                self.state[f"{name}.mconv.{place}{self.suffix}"] = self.normal(depth, 1, kernel)
                place += 1
                self.state[f"{name}.mconv.{place}{self.suffix}"] = self.normal(filters, inputs // groups, 1)
            else:
                self.state[f"{name}.mconv.{place}{self.suffix}"] = self.normal(filters, inputs // groups, kernel)
            self.make_norm(f"{name}.mconv.{place + 1}", filters)
            place += 2 + (groups > 1)
            if repeat < layer["repeat"] - 1:
                place += 2
            inputs = filters
        if layer["residual"]:
            for i, width in enumerate(panes if layer.get("residual_dense", False) else [channels]):
                self.state[f"{name}.res.{i}.0{self.suffix}"] = self.normal(filters, width, 1)
                self.make_norm(f"{name}.res.{i}.1", filters)

    def norm(self, name, x):
        s = self.state
        if self.settling:
            s[name + ".running_mean"], s[name + ".running_var"] = x.mean((0, 2)), x.var((0, 2)) + 1e-3
        return F.batch_norm(
            x, s[name + ".running_mean"], s[name + ".running_var"], s[name + ".weight"], s[name + ".bias"], eps=1e-3
        )

    def convolve(self, name, x, stride=1, dilation=1, ahead=-1, groups=1):
        weight = self.state[name + self.suffix]
        kernel = weight.shape[2]
        left = right = dilation * (kernel - 1) // 2
        if 0 <= ahead < kernel:
            left, right = kernel - 1 - ahead, ahead
        return F.conv1d(F.pad(x, (left, right)), weight, stride=stride, dilation=dilation, groups=groups)

    def run_block(self, name, layer, earlier, mode):
        act = ACTIVATIONS[self.encoder["activation"]]
        groups, heads, repeats = layer.get("groups", 1), layer.get("heads", -1), layer["repeat"]
        x, place = earlier[-1], 0
        for repeat in range(repeats):
            last = repeat == repeats - 1
            stride = layer["stride"][0] if last or not layer.get("stride_last", False) else 1
            window = dict(stride=stride, dilation=layer["dilation"][0], ahead=layer.get("future_context", -1))
            if layer.get("separable", False):
                batch, channels, frames = x.shape
                width = channels if heads == -1 else heads
                x = self.convolve(f"{name}.mconv.{place}", x.reshape(-1, width, frames), groups=width, **window)
                x = x.reshape(batch, channels, -1)
                place += 1
                x = self.convolve(f"{name}.mconv.{place}", x, groups=groups)
            else:
                x = self.convolve(f"{name}.mconv.{place}", x, groups=groups, **window)
            x = self.norm(f"{name}.mconv.{place + 1}", x)
            place += 2
            if groups > 1:
                batch, channels, frames = x.shape
                x = x.reshape(batch, groups, channels // groups, frames).transpose(1, 2).reshape(x.shape)
                place += 1
            if not last:
                x = act(x)
                place += 2
        if layer["residual"]:
            count = len([k for k in self.state if k.startswith(name + ".res.") and k.endswith(self.suffix) and ".0" + self.suffix in k])
            for i in range(count):
                stride = layer["stride"][0] if mode == "stride_add" else 1
                side = self.norm(f"{name}.res.{i}.1", self.convolve(f"{name}.res.{i}.0", earlier[i], stride=stride))
                x = x + side if mode in ("add", "stride_add") else torch.maximum(x, side)
        x = act(x)
        return earlier + [x] if layer["residual"] and layer.get("residual_dense", False) else [x]

    def settle(self, x):
        """Takes the statistics of normalisations from these features, as a training would."""
        self.settling = True
        self.log_probs(x)
        self.settling = False

    @torch.no_grad()
    def log_probs(self, x):
        earlier, mode = [x], self.encoder.get("residual_mode", "add")
        for index, layer in enumerate(self.encoder["jasper"]):
            mode = layer.get("residual_mode", mode)
            earlier = self.run_block(f"encoder.encoder.{index}", layer, earlier, mode)
        s = self.state
        scores = F.conv1d(earlier[-1], s["decoder.decoder_layers.0.weight"], s["decoder.decoder_layers.0.bias"])
        return F.log_softmax(scores.transpose(1, 2), dim=-1)[0].numpy()
