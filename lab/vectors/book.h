// A file of vectors while it is written: each is checked as it is added, so that a file never says what is not so.
// Called by the make_*.cpp files; make_vectors.cpp writes the files.
#pragma once
#include "lab/vectors/check.h"

namespace bothy::vectors {

class Book {
 public:
  explicit Book(std::string file) : file_(std::move(file)) {}

  /// One vector. `more` holds what the kind needs beside the bytes. A verdict other than `expect` is reported by surprises().
  void add(std::string_view name, std::string_view kind, std::string_view expect, ByteSpan bytes, Fields more = {});
  /// Bytes given as text (links, JSON, phrases).
  void add_text(std::string_view name, std::string_view kind, std::string_view expect, std::string_view text, Fields more = {});

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const List& vectors() const { return vectors_; }
  /// What was expected otherwise, one line each.
  [[nodiscard]] const std::string& surprises() const { return surprises_; }
  /// The file: a JSON list with one vector a line.
  [[nodiscard]] std::string text() const;

 private:
  std::string file_;
  List vectors_;
  std::string surprises_;
};

[[nodiscard]] inline Value hex(ByteSpan bytes) { return Value(to_hex(bytes)); }

// Every Book of tests/vectors, in the order of its files.
[[nodiscard]] Book make_frames();
[[nodiscard]] Book make_lanes();
[[nodiscard]] Book make_wraps();
[[nodiscard]] Book make_keyrings();
[[nodiscard]] Book make_vaults();
[[nodiscard]] Book make_links();
[[nodiscard]] Book make_phrases();
[[nodiscard]] Book make_meetings();
[[nodiscard]] Book make_messages();
[[nodiscard]] Book make_payloads();
[[nodiscard]] Book make_plaintexts();
[[nodiscard]] Book make_cbor();
[[nodiscard]] Book make_json();
[[nodiscard]] Book make_known_answers();
[[nodiscard]] Book make_engine();

/// Flips one bit.
[[nodiscard]] inline Bytes flipped(Bytes bytes, std::size_t at, std::uint8_t bits = 1) {
  bytes[at] ^= bits;
  return bytes;
}
/// Puts another byte.
[[nodiscard]] inline Bytes with_byte(Bytes bytes, std::size_t at, std::uint8_t value) {
  bytes[at] = value;
  return bytes;
}
/// The first `n` bytes.
[[nodiscard]] inline Bytes cut(const Bytes& bytes, std::size_t n) { return Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n)); }
/// The bytes and one more.
[[nodiscard]] inline Bytes longer(Bytes bytes) {
  bytes.push_back(0);
  return bytes;
}

}  // namespace bothy::vectors
