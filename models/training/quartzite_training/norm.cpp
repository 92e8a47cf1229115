// Batch normalisation of [rows × channels], float32, with or without the ReLU that follows.
//
//   output = max(0, scale · input + shift),  scale = weight / deviation,  shift = bias - mean · scale
//
// Rows go to threads in stretches; sums over a stretch are float32, sums of those float64. The loops over channels are such that
// the compiler makes vectors of them.
#include <torch/extension.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace {

constexpr int64_t STRETCH = 64;

void check(const torch::Tensor& x) {
  TORCH_CHECK(x.dim() == 2 && x.is_contiguous() && x.scalar_type() == torch::kFloat,
              "expected a contiguous float32 tensor [rows x channels]");
}

// Two sums a channel, [2 × channels]: `add(row, first, second)` adds one row's values to them.
template <typename Add>
torch::Tensor sums(int64_t rows, int64_t channels, Add add) {
  const int64_t stretches = (rows + STRETCH - 1) / STRETCH;
  torch::Tensor partial = torch::zeros({stretches, 2, channels}, torch::kFloat);
  float* to = partial.data_ptr<float>();
  at::parallel_for(0, stretches, 1, [&](int64_t begin, int64_t end) {
    for (int64_t s = begin; s < end; s++) {
      float* first = to + s * 2 * channels;
      for (int64_t row = s * STRETCH; row < std::min(rows, (s + 1) * STRETCH); row++) add(row, first, first + channels);
    }
  });
  return partial.sum(0, false, torch::kDouble);
}

}  // namespace

// Mean and variance (divisor N) of each channel.
std::tuple<torch::Tensor, torch::Tensor> statistics(torch::Tensor x) {
  check(x);
  const int64_t rows = x.size(0), channels = x.size(1);
  const float* from = x.data_ptr<float>();
  const torch::Tensor both = sums(rows, channels, [&](int64_t row, float* __restrict first, float* __restrict second) {
    const float* __restrict in = from + row * channels;
    for (int64_t c = 0; c < channels; c++) {
      first[c] += in[c];
      second[c] += in[c] * in[c];
    }
  }) / rows;
  const torch::Tensor mean = both[0], variance = (both[1] - mean * mean).clamp_min(0);
  return {mean.to(torch::kFloat), variance.to(torch::kFloat)};
}

torch::Tensor affine(torch::Tensor x, torch::Tensor scale, torch::Tensor shift, bool relu) {
  check(x);
  const int64_t rows = x.size(0), channels = x.size(1);
  const float lowest = relu ? 0 : -std::numeric_limits<float>::infinity();
  torch::Tensor output = torch::empty_like(x);
  const float* from = x.data_ptr<float>();
  const float* __restrict a = scale.data_ptr<float>();
  const float* __restrict b = shift.data_ptr<float>();
  float* to = output.data_ptr<float>();
  at::parallel_for(0, rows, STRETCH, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; row++) {
      const float* __restrict in = from + row * channels;
      float* __restrict out = to + row * channels;
      for (int64_t c = 0; c < channels; c++) {
        const float y = in[c] * a[c] + b[c];
        out[c] = y < lowest ? lowest : y;  // what is not a number stays so
      }
    }
  });
  return output;
}

// Gradients of input, weight and bias.
std::tuple<torch::Tensor, torch::Tensor, torch::Tensor> gradients(torch::Tensor upstream, torch::Tensor x, torch::Tensor mean,
                                                                  torch::Tensor inverse, torch::Tensor scale, torch::Tensor shift,
                                                                  bool relu) {
  check(upstream);
  check(x);
  const int64_t rows = x.size(0), channels = x.size(1);
  const float lowest = relu ? 0 : -std::numeric_limits<float>::infinity();
  const float *up = upstream.data_ptr<float>(), *from = x.data_ptr<float>();
  const float* __restrict a = scale.data_ptr<float>();
  const float* __restrict b = shift.data_ptr<float>();
  const float* __restrict m = mean.data_ptr<float>();
  const torch::Tensor both = sums(rows, channels, [&](int64_t row, float* __restrict first, float* __restrict second) {
    const float* __restrict g = up + row * channels;
    const float* __restrict in = from + row * channels;
    for (int64_t c = 0; c < channels; c++) {
      const float passed = in[c] * a[c] + b[c] > lowest ? g[c] : 0;
      first[c] += passed;
      second[c] += passed * (in[c] - m[c]);
    }
  });
  const torch::Tensor of_bias = both[0].to(torch::kFloat), of_weight = (both[1] * inverse).to(torch::kFloat);
  const torch::Tensor slope = scale * inverse * of_weight / -rows, level = scale * of_bias / -rows;
  const float* __restrict k = slope.data_ptr<float>();
  const float* __restrict l = level.data_ptr<float>();
  torch::Tensor of_input = torch::empty_like(x);
  float* to = of_input.data_ptr<float>();
  at::parallel_for(0, rows, STRETCH, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; row++) {
      const float* __restrict g = up + row * channels;
      const float* __restrict in = from + row * channels;
      float* __restrict out = to + row * channels;
      for (int64_t c = 0; c < channels; c++) {
        const float passed = in[c] * a[c] + b[c] > lowest ? g[c] : 0;
        out[c] = a[c] * passed + k[c] * (in[c] - m[c]) + l[c];
      }
    }
  });
  return {of_input, of_weight, of_bias};
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
  module.def("statistics", &statistics);
  module.def("affine", &affine);
  module.def("gradients", &gradients);
}
