// Vectors of single frames: each field of the header, the body, the tag and the signature damaged once. Where a seal and a
// signature would both notice, the frame is signed anew, so that one check alone stands between it and the reader.
#include "lab/vectors/book.h"
#include "seal/seal_samples.h"

namespace bothy::vectors {
namespace {

using samples::key;

constexpr std::uint64_t seq = 7;
const Key frame_key = key(1);
const SignKey writer{key(2)};

FramePlace place() { return {samples::id(1), seq, 3, {9, 9, 9}}; }

Bytes plain(FrameClass kind) {
  Packing packing;
  packing.add(samples::need(1, 20'000));
  std::vector<Id> finished;
  return packing.next(plaintext_size(kind), finished);
}

Bytes sealed(const FramePlace& at = place(), FrameClass kind = FrameClass::small) {
  Entropy dice = samples::entropy(1);
  return seal_frame(kind, at, plain(kind), frame_key, writer, dice);
}

// The header as changed, with a signature that fits it.
Bytes signed_again(Bytes frame, const SignKey& by = writer) {
  const Signature signature = by.sign(frame_hash(frame));
  std::copy(signature.begin(), signature.end(), frame.begin() + 104);
  return frame;
}

// Body changed by someone who can hash and sign, but not seal: the tag alone stands against it.
Bytes body_changed(std::size_t at) {
  Bytes frame = flipped(sealed(), at);
  const Hash hash = body_hash_of(frame_body(frame));
  std::copy(hash.begin(), hash.end(), frame.begin() + 72);
  return signed_again(frame);
}

Fields context() { return {{"write_key", hex(writer.pub())}, {"frame_key", hex(frame_key.span())}}; }

void shapes(Book& book) {
  const Bytes good = sealed();
  const auto bad = [&](std::string_view name, std::string_view expect, const Bytes& frame) { book.add(name, "frame", expect, frame, context()); };
  for (const std::size_t at : {0, 1, 2}) bad("magic byte " + std::to_string(at) + " is another", "malformed", flipped(good, at));
  bad("format version is 2", "too_new", with_byte(good, 3, '2'));
  bad("suite is 0", "too_new", with_byte(good, 4, 0));
  bad("suite is 2", "too_new", with_byte(good, 4, 2));
  bad("class is 5", "too_new", with_byte(good, 5, 5));
  bad("class is 255", "too_new", with_byte(good, 5, 255));
  bad("class says 4,096 bytes, the frame has 1,024", "malformed", with_byte(good, 5, 2));
  bad("class says pruned, the body is there", "malformed", with_byte(good, 5, 0));
  bad("first zero byte at 6 is set", "malformed", with_byte(good, 6, 1));
  bad("second zero byte at 7 is set", "malformed", with_byte(good, 7, 128));
  for (const std::size_t at : {36, 37, 38, 39}) bad("zero byte " + std::to_string(at) + " is set", "malformed", with_byte(good, at, 1));
  Bytes no_lane = good;
  std::fill(no_lane.begin() + 8, no_lane.begin() + 24, std::uint8_t{0});
  bad("lane id is zero", "malformed", no_lane);
  Bytes no_seq = good;
  std::fill(no_seq.begin() + 24, no_seq.begin() + 32, std::uint8_t{0});
  bad("seq is zero", "malformed", no_seq);
  bad("last byte is missing", "malformed", cut(good, 1'023));
  bad("one byte too many", "malformed", longer(good));
  bad("header only", "malformed", cut(good, frame_header_size));
  bad("header is cut", "malformed", cut(good, frame_header_size - 1));
  bad("nothing at all", "malformed", {});
}

void seals(Book& book) {
  const Bytes good = sealed();
  const auto bad = [&](std::string_view name, const Bytes& frame, Fields more = context()) { book.add(name, "frame", "bad_seal", frame, std::move(more)); };
  struct Part {
    const char* name;
    std::size_t at;
  };
  for (const Part& part : {Part{"lane id", 8}, Part{"seq", 24}, Part{"epoch", 32}, Part{"prev", 40}, Part{"prev, last byte", 71}}) {
    bad(std::string(part.name) + " changed, signature as it was", flipped(good, part.at));
    bad(std::string(part.name) + " changed and signed anew: the seal is bound to it", signed_again(flipped(good, part.at)));
  }
  bad("body hash changed", flipped(good, 72));
  bad("body hash changed and signed anew: it does not fit the body", signed_again(flipped(good, 103)));
  bad("signature: R changed", flipped(good, 104));
  bad("signature: S changed", flipped(good, 136));
  bad("signature: highest bits of S set (not reduced)", flipped(good, 167, 0xE0));
  Bytes zero_signature = good;
  std::fill(zero_signature.begin() + 104, zero_signature.begin() + 168, std::uint8_t{0});
  bad("signature is zero", zero_signature);
  bad("signed by another key", signed_again(good, SignKey(key(3))));
  Bytes unkeyed = good;
  const Signature signature = writer.sign(plain_hash(ByteSpan(good).first(signed_bytes)));
  std::copy(signature.begin(), signature.end(), unkeyed.begin() + 104);
  bad("signature over a hash without the key BTY1-frame-hash-key-0", unkeyed);
  const Signature raw = writer.sign(ByteSpan(good).first(signed_bytes));
  std::copy(raw.begin(), raw.end(), unkeyed.begin() + 104);
  bad("signature over the bytes instead of their hash", unkeyed);
  bad("nonce changed", flipped(good, 168));
  bad("nonce changed, last byte", flipped(good, 191));
  bad("ciphertext changed, first byte", flipped(good, 192));
  bad("ciphertext changed, last byte", flipped(good, 1'007));
  bad("tag changed", flipped(good, 1'008));
  bad("ciphertext changed, hashed and signed anew: the tag does not fit", body_changed(192));
  bad("tag changed, hashed and signed anew", body_changed(1'023));
  bad("key of the neighbouring frame", good, {{"write_key", hex(writer.pub())}, {"frame_key", hex(key(4).span())}});
  bad("write key of another lane", good, {{"write_key", hex(SignKey(key(3)).pub())}, {"frame_key", hex(frame_key.span())}});
  bad("write key is zero (a point of small order)", good, {{"frame_key", hex(frame_key.span())}});
}

void classes(Book& book) {
  book.add("class 1 opens", "frame", "ok", sealed(), context());
  book.add("class 2 opens", "frame", "ok", sealed(place(), FrameClass::medium), context());
  FramePlace last = place();
  last.seq = UINT64_MAX;
  last.epoch = UINT32_MAX;
  book.add("the largest seq and epoch open", "frame", "ok", sealed(last), context());
  FrameHeader pruned = *parse_frame(sealed());
  pruned.kind = FrameClass::pruned;
  Bytes bytes;
  append(bytes, write_header(pruned));
  book.add("a pruned frame that its writer signed", "frame", "ok", signed_again(bytes), context());
  book.add("a pruned frame that someone else made of a whole one", "frame", "bad_seal", bytes, context());
}

}  // namespace

Book make_frames() {
  Book book("frames");
  classes(book);
  shapes(book);
  seals(book);
  return book;
}

}  // namespace bothy::vectors
