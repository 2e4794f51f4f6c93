// Deterministic CBOR (RFC 8949 section 4.2) of the subset that logs and wire use: integers, text, bytes, lists and
// maps with small integer keys. No floats, no tags, no indefinite lengths: one value has one encoding.
// Called by event, seal and the stored snapshots.
#pragma once
#include "base/bytes.h"

namespace bothy {

/// Appends canonical CBOR items to a buffer. The caller writes map keys in ascending order.
class CborWriter {
 public:
  explicit CborWriter(Bytes& out) : out_(out) {}
  void integer(std::int64_t value);
  void text(std::string_view value);
  void bytes(ByteSpan value);
  void boolean(bool value);
  void null();
  void list(std::size_t count);
  void map(std::size_t count);

 private:
  void head(std::uint8_t major, std::uint64_t argument);
  Bytes& out_;
};

/// Reads canonical CBOR; anything else, shorter forms first of all, is malformed.
class CborReader {
 public:
  explicit CborReader(ByteSpan from) : from_(from) {}
  [[nodiscard]] Result<std::int64_t> integer();
  [[nodiscard]] Result<std::string> text();
  [[nodiscard]] Result<ByteSpan> bytes();
  [[nodiscard]] Result<bool> boolean();
  [[nodiscard]] Result<std::size_t> list();
  [[nodiscard]] Result<std::size_t> map();
  /// Steps over one item of any kind in the subset; depth-limited.
  [[nodiscard]] Outcome skip(int depth = 0);
  [[nodiscard]] bool at_end() const { return at_ == from_.size(); }

 private:
  struct Head {
    std::uint8_t major;
    std::uint64_t argument;
  };
  [[nodiscard]] Result<Head> head();
  [[nodiscard]] Result<ByteSpan> run(std::uint64_t length);
  ByteSpan from_;
  std::size_t at_ = 0;
};

}  // namespace bothy
