// What the fuzz targets share: a promise that stops the program when it breaks, and an input that is eaten from the front.
// No target lives here.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/pack.h"

namespace bothy::fuzz {

inline void require(bool held) {
  if (!held) std::abort();
}

/// The bytes of one run; what is asked for beyond the end is zero or empty.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : in_(ByteSpan(data, size)) {}
  std::uint8_t u8() { return in_.u8(); }
  std::uint16_t u16() { return in_.u16(); }
  std::uint64_t u64() { return in_.u64(); }
  /// A run of bytes with its length in front.
  ByteSpan run() {
    const std::size_t wanted = in_.u16();
    return piece(wanted);
  }
  /// Up to `n` bytes.
  ByteSpan piece(std::size_t n) {
    const ByteSpan left = in_.rest();
    const std::size_t taken = std::min(n, left.size());
    in_ = Unpacker(left.subspan(taken));
    return left.first(taken);
  }
  ByteSpan rest() { return in_.rest(); }
  [[nodiscard]] bool done() const { return in_.done() || !in_.ok(); }

 private:
  Unpacker in_;
};

}  // namespace bothy::fuzz
