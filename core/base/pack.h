// Little-endian packing of fixed layouts (frames, messages, key material).
// Bounds-checked reading; no allocation of its own. Called by wire, seal and sync.
#pragma once
#include "base/bytes.h"

namespace bothy {

/// Appends integers little-endian and raw bytes.
class Packer {
 public:
  explicit Packer(Bytes& out) : out_(out) {}
  Packer& u8(std::uint8_t v) { return number(v, 1); }
  Packer& u16(std::uint16_t v) { return number(v, 2); }
  Packer& u32(std::uint32_t v) { return number(v, 4); }
  Packer& u64(std::uint64_t v) { return number(v, 8); }
  Packer& raw(ByteSpan bytes) {
    append(out_, bytes);
    return *this;
  }
  Packer& id(const Id& v) { return raw(v.bytes); }

 private:
  Packer& number(std::uint64_t v, int n) {
    for (int i = 0; i < n; ++i) out_.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
    return *this;
  }
  Bytes& out_;
};

/// Reads what Packer wrote. A short read sets `ok()` false and gives zeros from then on.
class Unpacker {
 public:
  explicit Unpacker(ByteSpan from) : from_(from) {}
  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  template <std::size_t N>
  Block<N> block() {
    return block_of<N>(raw(N));
  }
  Id id() { return Id{block<16>()}; }
  ByteSpan raw(std::size_t n) {
    if (n > from_.size() - at_) {
      ok_ = false;
      at_ = from_.size();
      return {};
    }
    at_ += n;
    return from_.subspan(at_ - n, n);
  }
  ByteSpan rest() { return raw(from_.size() - at_); }
  [[nodiscard]] bool ok() const { return ok_; }
  /// True when everything was read and nothing was short.
  [[nodiscard]] bool done() const { return ok_ && at_ == from_.size(); }

 private:
  std::uint64_t number(std::size_t n) {
    std::uint64_t v = 0;
    const ByteSpan bytes = raw(n);
    for (std::size_t i = 0; i < bytes.size(); ++i) v |= std::uint64_t{bytes[i]} << (8 * i);
    return v;
  }
  ByteSpan from_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace bothy
