// Depthwise convolution over time, [batch × frames × channels], float32 or bfloat16 in and out, float32 sums, AVX-512.
//
//   output[b,t,c]   = sum over k of filters[c,k] · input[b, t + k·dilation - padding, c]
//   gradient[c,k]   = sum over b, t of upstream[b,t,c] · input[b, t + k·dilation - padding, c]
//
// padding = dilation·(K - 1)/2. Of each recording only its first `counted` frames are heard; those of the output behind the first
// `wanted` are 0. Sixteen channels are one vector. Values of bfloat16 go in pairs, of two taps or of two frames, as the instruction
// for their dot products takes them; twelve sums stay in registers, so that what is loaded once feeds one multiplication and these
// are the limit.
#include <immintrin.h>
#include <torch/extension.h>

#include <algorithm>
#include <vector>

namespace {

constexpr int LANES = 16;
constexpr int SUMS = 12;

// Aligned: a load that crosses two cache lines takes twice as long.
struct alignas(64) Vector {
  uint32_t lanes[LANES];
};

using Buffer = std::vector<Vector>;

inline __m512i load(const Vector* p) { return _mm512_load_si512(p); }

// Asks for the next sixteen channels' values: rows lie so far apart that the processor does not foresee them.
inline void ahead(const void* p) { _mm_prefetch(p, _MM_HINT_T1); }

// Each lane holds one value.
struct Float32 {
  using Value = float;
  static constexpr auto TYPE = torch::kFloat;
  static constexpr int TOGETHER = 1;

  static __m512 dot(__m512 sum, __m512i a, __m512i b) {
    return _mm512_fmadd_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b), sum);
  }

  static void store(float* p, __m512 value) { _mm512_storeu_ps(p, value); }

  // Sixteen channels, row t at t + before; what lies beyond is left as it is.
  static void spread(const float* from, int64_t rows, int64_t stride, int64_t, int64_t before, Buffer& to) {
    for (int64_t t = 0; t < rows; t++) _mm512_store_ps(&to[t + before], _mm512_loadu_ps(from + t * stride));
  }
};

// Each lane holds a pair.
struct Bfloat16 {
  using Value = uint16_t;
  static constexpr auto TYPE = torch::kBFloat16;
  static constexpr int TOGETHER = 2;

  // Both products of the pairs in each lane, added to its sum.
  static __m512 dot(__m512 sum, __m512i a, __m512i b) {
#ifdef __AVX512BF16__
    return _mm512_dpbf16_ps(sum, (__m512bh)a, (__m512bh)b);
#else
    const __m512i high = _mm512_set1_epi32(0xffff0000);
    sum = _mm512_fmadd_ps(_mm512_castsi512_ps(_mm512_slli_epi32(a, 16)), _mm512_castsi512_ps(_mm512_slli_epi32(b, 16)), sum);
    return _mm512_fmadd_ps(
        _mm512_castsi512_ps(_mm512_and_si512(a, high)), _mm512_castsi512_ps(_mm512_and_si512(b, high)), sum);
#endif
  }

  // Rounds to nearest even.
  static void store(uint16_t* p, __m512 value) {
    __m512i bits = _mm512_castps_si512(value);
    __m512i odd = _mm512_and_si512(_mm512_srli_epi32(bits, 16), _mm512_set1_epi32(1));
    bits = _mm512_add_epi32(bits, _mm512_add_epi32(_mm512_set1_epi32(0x7fff), odd));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtepi32_epi16(_mm512_srli_epi32(bits, 16)));
  }

  static __m512i widen(const uint16_t* p) {
    return _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }

  // Sixteen channels: each row with the one `apart` behind it, zeros outside, the pair of row t at t + before; the first `apart`
  // rows before the beginning have a second half. What lies beyond is left as it is.
  static void spread(const uint16_t* from, int64_t rows, int64_t stride, int64_t apart, int64_t before, Buffer& to) {
    for (int64_t t = std::max(-apart, -before); t < rows; t++) {
      const __m512i first = t < 0 ? _mm512_setzero_si512() : widen(from + t * stride);
      const __m512i second = t + apart < rows ? widen(from + (t + apart) * stride) : _mm512_setzero_si512();
      _mm512_store_si512(&to[t + before], _mm512_or_si512(first, _mm512_slli_epi32(second, 16)));
    }
  }
};

// Sixteen channels of `frames`, zeros for those behind the first `counted`.
template <typename Element>
void spread(const typename Element::Value* from, int64_t counted, int64_t frames, int64_t stride, int64_t apart, int64_t before,
            Buffer& to) {
  Element::spread(from, counted, stride, apart, before, to);
  std::fill(to.begin() + counted + before, to.begin() + frames + before, Vector{});
}

template <typename Element>
torch::Tensor convolve_as(torch::Tensor input, torch::Tensor filters, int64_t dilation, torch::Tensor counted, torch::Tensor wanted) {
  const int64_t frames = input.size(1), channels = input.size(2), length = filters.size(1);
  const int64_t blocks = channels / LANES, padding = dilation * (length - 1) / 2;
  const torch::Tensor by_step = filters.t().to(Element::TYPE).contiguous();
  const int64_t *heard = counted.data_ptr<int64_t>(), *given = wanted.data_ptr<int64_t>();
  torch::Tensor output = torch::empty_like(input);
  const auto* in = static_cast<const typename Element::Value*>(input.data_ptr());
  auto* out = static_cast<typename Element::Value*>(output.data_ptr());
  const auto* weights = static_cast<const typename Element::Value*>(by_step.data_ptr());
  at::parallel_for(0, input.size(0) * blocks, 1, [&](int64_t begin, int64_t end) {
    Buffer x(frames + 2 * padding + dilation + SUMS), taps(length);
    for (int64_t i = begin; i < end; i++) {
      const int64_t channel = i % blocks * LANES, offset = i / blocks * frames * channels + channel;
      spread<Element>(in + offset, heard[i / blocks], frames, channels, dilation, padding, x);
      Element::spread(weights + channel, length, channels, 1, 0, taps);
      const int64_t last = given[i / blocks];
      for (int64_t t = 0; t < last; t += SUMS) {
        __m512 sums[SUMS];
        for (auto& sum : sums) sum = _mm512_setzero_ps();
        for (int j = 0; j < SUMS; j++) ahead(in + offset + LANES + (t + j) * channels);
        for (int64_t k = 0; k < length; k += Element::TOGETHER) {
          const __m512i weight = load(&taps[k]);
          const Vector* at = &x[t + k * dilation];
          for (int j = 0; j < SUMS; j++) sums[j] = Element::dot(sums[j], weight, load(at + j));
        }
        for (int j = 0; j < SUMS && t + j < last; j++) Element::store(out + offset + (t + j) * channels, sums[j]);
      }
      for (int64_t t = last; t < frames; t++) Element::store(out + offset + t * channels, _mm512_setzero_ps());
    }
  });
  return output;
}

template <typename Element>
torch::Tensor filter_gradient_as(torch::Tensor input, torch::Tensor upstream, int64_t length, int64_t dilation, torch::Tensor counted) {
  const int64_t batch = input.size(0), frames = input.size(1), channels = input.size(2);
  const int64_t padding = dilation * (length - 1) / 2, steps = (length + SUMS - 1) / SUMS * SUMS;
  const int64_t* heard = counted.data_ptr<int64_t>();
  torch::Tensor gradient = torch::zeros({channels, length}, torch::kFloat);
  const auto* in = static_cast<const typename Element::Value*>(input.data_ptr());
  const auto* up = static_cast<const typename Element::Value*>(upstream.data_ptr());
  float* result = gradient.data_ptr<float>();
  at::parallel_for(0, channels / LANES, 1, [&](int64_t begin, int64_t end) {
    Buffer x(frames + 2 * padding + SUMS * dilation), g(frames);
    for (int64_t block = begin; block < end; block++) {
      std::vector<float> sums(steps * LANES);
      for (int64_t b = 0; b < batch; b++) {
        const int64_t offset = b * frames * channels + block * LANES;
        spread<Element>(in + offset, heard[b], frames, channels, 1, padding, x);
        Element::spread(up + offset, frames, channels, 1, 0, g);
        for (int64_t k = 0; k < steps; k += SUMS) {
          __m512 partial[SUMS];
          for (int j = 0; j < SUMS; j++) partial[j] = _mm512_loadu_ps(&sums[(k + j) * LANES]);
          for (int64_t t = 0; t < frames; t += Element::TOGETHER) {
            const __m512i value = load(&g[t]);
            const Vector* at = &x[t + k * dilation];
            if (k == 0) {
              ahead(in + offset + LANES + t * channels);
              ahead(up + offset + LANES + t * channels);
            }
            for (int j = 0; j < SUMS; j++) partial[j] = Element::dot(partial[j], value, load(at + j * dilation));
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

void check(const torch::Tensor& x, const torch::Tensor& counted) {
  const bool known = x.scalar_type() == torch::kFloat || x.scalar_type() == torch::kBFloat16;
  TORCH_CHECK(known && x.dim() == 3 && x.is_contiguous() && x.size(2) % LANES == 0,
              "expected a contiguous float32 or bfloat16 tensor [batch x frames x channels], channels a multiple of 16");
  TORCH_CHECK(counted.scalar_type() == torch::kLong && counted.is_contiguous() && counted.numel() == x.size(0) &&
                  counted.min().item<int64_t>() >= 0 && counted.max().item<int64_t>() <= x.size(1),
              "expected int64 numbers of frames [batch], none beyond the frames that there are");
}

}  // namespace

torch::Tensor convolve(torch::Tensor input, torch::Tensor filters, int64_t dilation, torch::Tensor counted, torch::Tensor wanted) {
  check(input, counted);
  check(input, wanted);
  const bool whole = input.scalar_type() == torch::kFloat;
  return whole ? convolve_as<Float32>(input, filters, dilation, counted, wanted)
               : convolve_as<Bfloat16>(input, filters, dilation, counted, wanted);
}

torch::Tensor filter_gradient(torch::Tensor input, torch::Tensor upstream, int64_t length, int64_t dilation, torch::Tensor counted) {
  check(input, counted);
  TORCH_CHECK(upstream.is_contiguous() && upstream.sizes() == input.sizes() && upstream.scalar_type() == input.scalar_type(),
              "expected an upstream gradient of the input's shape and type");
  const bool whole = input.scalar_type() == torch::kFloat;
  return whole ? filter_gradient_as<Float32>(input, upstream, length, dilation, counted)
               : filter_gradient_as<Bfloat16>(input, upstream, length, dilation, counted);
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, module) {
  module.def("convolve", &convolve);
  module.def("filter_gradient", &filter_gradient);
}
