// Depthwise convolution over time, [batch × frames × channels], bfloat16 in and out, float32 sums, AVX-512.
//
//   output[b,t,c]   = sum over k of filters[c,k] · input[b, t + k·dilation - padding, c]
//   gradient[c,k]   = sum over b, t of upstream[b,t,c] · input[b, t + k·dilation - padding, c]
//
// padding = dilation·(K - 1)/2. Sixteen channels are one vector; twelve sums stay in registers, so that each value that is
// loaded feeds one multiply-add and the multiply-adds are the limit.
#include <immintrin.h>
#include <torch/extension.h>

#include <vector>

namespace {

constexpr int LANES = 16;
constexpr int SUMS = 12;

using Buffer = std::vector<float>;

inline __m512 load_bfloat16(const uint16_t* p) {
  return _mm512_castsi512_ps(
      _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))), 16));
}

// Rounds to nearest even.
inline void store_bfloat16(uint16_t* p, __m512 value) {
  __m512i bits = _mm512_castps_si512(value);
  __m512i odd = _mm512_and_si512(_mm512_srli_epi32(bits, 16), _mm512_set1_epi32(1));
  bits = _mm512_add_epi32(bits, _mm512_add_epi32(_mm512_set1_epi32(0x7fff), odd));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtepi32_epi16(_mm512_srli_epi32(bits, 16)));
}

// Sixteen channels of one recording as floats, `before` empty frames in front; what lies behind is left as it is.
inline void unpack(const uint16_t* from, int64_t frames, int64_t channels, int64_t before, Buffer& to) {
  for (int64_t t = 0; t < frames; t++) {
    _mm512_storeu_ps(&to[(t + before) * LANES], load_bfloat16(from + t * channels));
  }
}

void check(const torch::Tensor& x) {
  TORCH_CHECK(x.dim() == 3 && x.is_contiguous() && x.scalar_type() == torch::kBFloat16 && x.size(2) % LANES == 0,
              "expected a contiguous bfloat16 tensor [batch x frames x channels], channels a multiple of 16");
}

}  // namespace

torch::Tensor convolve(torch::Tensor input, torch::Tensor filters, int64_t dilation) {
  check(input);
  const int64_t frames = input.size(1), channels = input.size(2), length = filters.size(1);
  const int64_t blocks = channels / LANES, padding = dilation * (length - 1) / 2;
  const torch::Tensor by_step = filters.t().contiguous();
  torch::Tensor output = torch::empty_like(input);
  const auto* in = static_cast<const uint16_t*>(input.data_ptr());
  auto* out = static_cast<uint16_t*>(output.data_ptr());
  const float* weights = by_step.data_ptr<float>();
  at::parallel_for(0, input.size(0) * blocks, 1, [&](int64_t begin, int64_t end) {
    Buffer buffer((frames + 2 * padding + SUMS) * LANES);
    for (int64_t i = begin; i < end; i++) {
      const int64_t offset = i / blocks * frames * channels + i % blocks * LANES;
      unpack(in + offset, frames, channels, padding, buffer);
      for (int64_t t = 0; t < frames; t += SUMS) {
        __m512 sums[SUMS];
        for (auto& sum : sums) sum = _mm512_setzero_ps();
        for (int64_t k = 0; k < length; k++) {
          const __m512 weight = _mm512_loadu_ps(weights + k * channels + i % blocks * LANES);
          const float* x = &buffer[(t + k * dilation) * LANES];
          for (int j = 0; j < SUMS; j++) sums[j] = _mm512_fmadd_ps(weight, _mm512_loadu_ps(x + j * LANES), sums[j]);
        }
        for (int j = 0; j < SUMS && t + j < frames; j++) store_bfloat16(out + offset + (t + j) * channels, sums[j]);
      }
    }
  });
  return output;
}

torch::Tensor filter_gradient(torch::Tensor input, torch::Tensor upstream, int64_t length, int64_t dilation) {
  check(input);
  check(upstream);
  const int64_t batch = input.size(0), frames = input.size(1), channels = input.size(2);
  const int64_t padding = dilation * (length - 1) / 2, steps = (length + SUMS - 1) / SUMS * SUMS;
  torch::Tensor gradient = torch::zeros({channels, length}, torch::kFloat);
  const auto* in = static_cast<const uint16_t*>(input.data_ptr());
  const auto* up = static_cast<const uint16_t*>(upstream.data_ptr());
  float* result = gradient.data_ptr<float>();
  at::parallel_for(0, channels / LANES, 1, [&](int64_t begin, int64_t end) {
    Buffer x((frames + 2 * padding + SUMS * dilation) * LANES), g(frames * LANES);
    for (int64_t block = begin; block < end; block++) {
      Buffer sums(steps * LANES);
      for (int64_t b = 0; b < batch; b++) {
        const int64_t offset = b * frames * channels + block * LANES;
        unpack(in + offset, frames, channels, padding, x);
        unpack(up + offset, frames, channels, 0, g);
        for (int64_t k = 0; k < steps; k += SUMS) {
          __m512 partial[SUMS];
          for (int j = 0; j < SUMS; j++) partial[j] = _mm512_loadu_ps(&sums[(k + j) * LANES]);
          for (int64_t t = 0; t < frames; t++) {
            const __m512 value = _mm512_loadu_ps(&g[t * LANES]);
            const float* at = &x[(t + k * dilation) * LANES];
            for (int j = 0; j < SUMS; j++)
              partial[j] = _mm512_fmadd_ps(value, _mm512_loadu_ps(at + j * dilation * LANES), partial[j]);
          }
          for (int j = 0; j < SUMS; j++) _mm512_storeu_ps(&sums[(k + j) * LANES], partial[j]);
        }
      }
      for (int64_t k = 0; k < length; k++)
        for (int lane = 0; lane < LANES; lane++)
          result[(block * LANES + lane) * length + k] = sums[k * LANES + lane];
    }
  });
  return gradient;
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
  module.def("convolve", &convolve);
  module.def("filter_gradient", &filter_gradient);
}
