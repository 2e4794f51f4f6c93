// See rendezvous.h. K0 comes from the link alone; the shared key adds the Diffie-Hellman and the whole transcript.
#include "seal/rendezvous.h"

#include <cassert>

#include "base/archive.h"
#include "seal/picture_words.h"

namespace bothy {
namespace {

constexpr std::size_t overhead = 40;
constexpr std::size_t plain_size = rv_body_size - overhead;
constexpr int word_count = 6;
constexpr std::uint8_t last_word = 63;
constexpr std::size_t secret_text = 43;
static_assert(max_note == plain_size - 2);
static_assert(max_card + 64 <= max_note);

// The purpose is bound too: a link that was changed from one kind to the other opens nothing.
Bytes label_of(Purpose purpose, std::uint8_t index) {
  Bytes out;
  Packer(out).raw(span_of("BTYmeet")).u8(static_cast<std::uint8_t>(purpose)).u8(index);
  return out;
}

// Every message has one size, so nothing shows what it holds.
Bytes seal_message(const Key& key, Purpose purpose, std::uint8_t index, ByteSpan plain, Entropy& entropy) {
  assert(plain.size() <= max_note);
  Bytes padded;
  Packer(padded).u16(static_cast<std::uint16_t>(plain.size())).raw(plain);
  padded.resize(plain_size, 0);
  return seal_box(key, padded, label_of(purpose, index), entropy);
}

Result<Bytes> open_message(const Key& key, Purpose purpose, std::uint8_t index, ByteSpan message) {
  const auto padded = open_box(key, message, label_of(purpose, index));
  if (!padded) return no(Error::link_forged);
  Unpacker in(*padded);
  const ByteSpan plain = in.raw(in.u16());
  if (!in.ok()) return no(Error::malformed);
  return Bytes(plain.begin(), plain.end());
}

Key link_key(const Key& secret) { return derive(secret, 3, "BTYmeet_"); }

Bytes write_hello(ByteSpan card, const PublicKey& ephemeral, const Block<32>& proof) {
  Bytes out;
  Packer(out).raw(ephemeral).raw(proof).raw(card);
  return out;
}

struct ReadHello {
  PublicKey ephemeral{};
  Block<32> proof{};
  Bytes card;
};

Result<ReadHello> read_hello(ByteSpan plain) {
  Unpacker in(plain);
  ReadHello out;
  out.ephemeral = in.block<32>();
  out.proof = in.block<32>();
  const ByteSpan card = in.rest();
  if (!in.ok()) return no(Error::malformed);
  out.card.assign(card.begin(), card.end());
  return out;
}

Block<32> commit(const Block<32>& nonce) { return hash_parts({span_of("BTYnonce"), nonce}); }

// What a link and an own ephemeral key are good for: one message of the other side, whatever it is. The next might
// be a second guess, and a kept secret would let the link be used again.
struct OneUse {
  Key secret;
  Key ephemeral;
};

Result<OneUse> spend(Meeting& m) {
  if (m.complete || m.secret.is_zero()) return no(Error::link_used);
  const OneUse out{m.secret, m.ephemeral};
  m.secret = Key();
  m.ephemeral = Key();
  return out;
}

// Lengths stand before the parts, so that no other two parts give the same bytes.
Hash transcript_of(Purpose purpose, ByteSpan hello_a, ByteSpan hello_b, const Block<32>& nonce_a) {
  Bytes out;
  Packer(out).raw(span_of("BTYtrans")).u8(static_cast<std::uint8_t>(purpose));
  Packer(out).u32(static_cast<std::uint32_t>(hello_a.size())).raw(hello_a);
  Packer(out).u32(static_cast<std::uint32_t>(hello_b.size())).raw(hello_b).raw(nonce_a);
  return hash_parts({out});
}

// Both sides arrive at the same transcript, key and words, or the words differ.
Outcome complete(Meeting& m, const OneUse& once, const Block<32>& their_nonce, const PublicKey& their_ephemeral) {
  const Bytes& hello_a = m.first ? m.my_hello : m.their_hello;
  const Bytes& hello_b = m.first ? m.their_hello : m.my_hello;
  const Block<32>& nonce_a = m.first ? m.nonce : their_nonce;
  const Block<32>& nonce_b = m.first ? their_nonce : m.nonce;
  BOTHY_TRY(point, BoxKey(once.ephemeral).shared(their_ephemeral));
  m.transcript = transcript_of(m.purpose, hello_a, hello_b, nonce_a);
  m.shared = hash_key({once.secret.span(), point.span(), m.transcript});
  const Hash bits = hash_parts({m.transcript, nonce_a, nonce_b});
  for (int i = 0; i < word_count; ++i) m.words[i] = bits[static_cast<std::size_t>(i)] & 63;
  m.complete = true;
  return {};
}

template <class A>
void meeting_fields(A& a, Meeting& m) {
  auto purpose = static_cast<std::uint8_t>(m.purpose);
  a(m.first);
  a(purpose);
  m.purpose = purpose == 1 ? Purpose::device : Purpose::partner;
  a.raw(m.secret.data(), 32);
  a.raw(m.ephemeral.data(), 32);
  a(m.nonce);
  a(m.my_hello);
  a(m.their_hello);
  a(m.their_card);
  a(m.transcript);
  a.raw(m.shared.data(), 32);
  a.raw(m.words, sizeof m.words);
  a(m.complete);
  a(m.sent_reveal);
  a(m.made_ms);
}

}  // namespace

std::string link_text(const Link& link) {
  return std::string(link.purpose == Purpose::device ? "d1." : "b1.") + to_base64url(link.secret.span());
}

Result<Link> parse_link(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const auto hash = text.rfind('#');
  if (hash != std::string_view::npos) text.remove_prefix(hash + 1);
  if (text.size() < 3 || (text[0] != 'b' && text[0] != 'd') || text[2] != '.') return no(Error::link_malformed);
  if (text[1] < '1' || text[1] > '9') return no(Error::link_malformed);
  if (text[1] != '1') return no(Error::too_new);
  const std::string_view secret = text.substr(3);
  const auto bytes = from_base64url(secret);
  if (secret.size() != secret_text || !bytes || bytes->size() != 32) return no(Error::link_malformed);
  return Link{text[0] == 'd' ? Purpose::device : Purpose::partner, Key(*bytes)};
}

Meeting begin_meeting(const Link& link, ByteSpan card, std::int64_t now_ms, Entropy& entropy, Bytes& message0) {
  assert(card.size() <= max_card);
  Meeting m;
  m.first = true;
  m.purpose = link.purpose;
  m.secret = link.secret;
  m.ephemeral = entropy.key();
  m.nonce = entropy.block<32>();
  m.made_ms = now_ms;
  m.my_hello = write_hello(card, BoxKey(m.ephemeral).pub(), commit(m.nonce));
  message0 = seal_message(link_key(m.secret), m.purpose, 0, m.my_hello, entropy);
  return m;
}

Result<Meeting> answer_meeting(const Link& link, ByteSpan card, ByteSpan message0, std::int64_t now_ms, Entropy& entropy, Bytes& message1) {
  if (card.size() > max_card) return no(Error::too_large);
  Meeting m;
  m.purpose = link.purpose;
  m.secret = link.secret;
  m.ephemeral = entropy.key();
  m.nonce = entropy.block<32>();
  m.made_ms = now_ms;
  BOTHY_TRY(theirs, open_message(link_key(m.secret), m.purpose, 0, message0));
  BOTHY_TRY(hello, read_hello(theirs));
  m.their_hello = theirs;
  m.their_card = hello.card;
  m.my_hello = write_hello(card, BoxKey(m.ephemeral).pub(), m.nonce);
  message1 = seal_message(link_key(m.secret), m.purpose, 1, m.my_hello, entropy);
  return m;
}

Outcome take_answer(Meeting& meeting, ByteSpan message1, Entropy& entropy, Bytes& message2) {
  BOTHY_TRY(once, spend(meeting));
  const Key key = link_key(once.secret);
  BOTHY_TRY(theirs, open_message(key, meeting.purpose, 1, message1));
  BOTHY_TRY(hello, read_hello(theirs));
  meeting.their_hello = theirs;
  meeting.their_card = hello.card;
  BOTHY_CHECK(complete(meeting, once, hello.proof, hello.ephemeral));
  message2 = seal_message(key, meeting.purpose, 2, meeting.nonce, entropy);
  meeting.sent_reveal = true;
  return {};
}

Outcome take_reveal(Meeting& meeting, ByteSpan message2) {
  BOTHY_TRY(once, spend(meeting));
  BOTHY_TRY(plain, open_message(link_key(once.secret), meeting.purpose, 2, message2));
  BOTHY_TRY(hello, read_hello(meeting.their_hello));
  const auto nonce = block_of<32>(plain);
  if (plain.size() != 32 || commit(nonce) != hello.proof) return no(Error::link_forged);
  return complete(meeting, once, nonce, hello.ephemeral);
}

Bytes seal_note(const Meeting& meeting, std::uint8_t index, ByteSpan plain, Entropy& entropy) {
  return seal_message(derive(meeting.shared, 4, "BTYmeet_"), meeting.purpose, index, plain, entropy);
}

Result<Bytes> open_note(const Meeting& meeting, std::uint8_t index, ByteSpan message) {
  return open_message(derive(meeting.shared, 4, "BTYmeet_"), meeting.purpose, index, message);
}

std::string words_of(const Meeting& meeting) {
  std::string out;
  for (const auto word : meeting.words) {
    if (!out.empty()) out += ' ';
    out += picture_word(word);
  }
  return out;
}

Bytes save(Meeting& meeting) {
  Bytes out;
  Saver saver(out);
  meeting_fields(saver, meeting);
  return out;
}

Result<Meeting> load_meeting(ByteSpan bytes) {
  Meeting meeting;
  Loader loader(bytes);
  meeting_fields(loader, meeting);
  if (!loader.done()) return no(Error::malformed);
  for (const auto word : meeting.words)
    if (word > last_word) return no(Error::malformed);
  return meeting;
}

}  // namespace bothy
