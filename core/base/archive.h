// One description of a struct, walked by a Saver to write it and by a Loader to read it back.
// Fixed little-endian layout with counts; for sealed local records, never for signed bytes. Called by seal and door.
#pragma once
#include "base/pack.h"

namespace bothy {

/// The most entries any saved list may claim.
inline constexpr std::uint32_t max_saved_list = 1'000'000;

class Saver {
 public:
  static constexpr bool loading = false;
  explicit Saver(Bytes& out) : pack_(out) {}
  void operator()(bool& v) { pack_.u8(v ? 1 : 0); }
  void operator()(std::uint8_t& v) { pack_.u8(v); }
  void operator()(std::uint32_t& v) { pack_.u32(v); }
  void operator()(std::int32_t& v) { pack_.u32(static_cast<std::uint32_t>(v)); }
  void operator()(std::uint64_t& v) { pack_.u64(v); }
  void operator()(std::int64_t& v) { pack_.u64(static_cast<std::uint64_t>(v)); }
  void operator()(Id& v) { pack_.id(v); }
  template <std::size_t N>
  void operator()(Block<N>& v) { pack_.raw(v); }
  void raw(std::uint8_t* at, std::size_t n) { pack_.raw({at, n}); }
  void operator()(std::string& v) {
    pack_.u32(static_cast<std::uint32_t>(v.size())).raw(span_of(v));
  }
  void operator()(Bytes& v) { pack_.u32(static_cast<std::uint32_t>(v.size())).raw(v); }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    pack_.u32(static_cast<std::uint32_t>(items.size()));
    for (auto& item : items) each(*this, item);
  }

 private:
  Packer pack_;
};

class Loader {
 public:
  static constexpr bool loading = true;
  explicit Loader(ByteSpan from) : in_(from) {}
  void operator()(bool& v) { v = in_.u8() == 1; }
  void operator()(std::uint8_t& v) { v = in_.u8(); }
  void operator()(std::uint32_t& v) { v = in_.u32(); }
  void operator()(std::int32_t& v) { v = static_cast<std::int32_t>(in_.u32()); }
  void operator()(std::uint64_t& v) { v = in_.u64(); }
  void operator()(std::int64_t& v) { v = static_cast<std::int64_t>(in_.u64()); }
  void operator()(Id& v) { v = in_.id(); }
  template <std::size_t N>
  void operator()(Block<N>& v) { v = in_.block<N>(); }
  void raw(std::uint8_t* at, std::size_t n) {
    const ByteSpan bytes = in_.raw(n);
    if (bytes.size() == n) std::memcpy(at, bytes.data(), n);
  }
  void operator()(std::string& v) { v = std::string(text_of(in_.raw(in_.u32()))); }
  void operator()(Bytes& v) {
    const ByteSpan bytes = in_.raw(in_.u32());
    v.assign(bytes.begin(), bytes.end());
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    const std::uint32_t n = in_.u32();
    if (n > max_saved_list) short_ = true;
    for (std::uint32_t i = 0; i < n && in_.ok() && !short_; ++i) {
      items.emplace_back();
      each(*this, items.back());
    }
  }
  [[nodiscard]] bool done() const { return in_.done() && !short_; }

 private:
  Unpacker in_;
  bool short_ = false;
};

}  // namespace bothy
