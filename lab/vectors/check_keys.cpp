// Vectors of keyrings, vaults, recovery phrases and meetings. See check.h.
#include <algorithm>
#include <array>

#include "base/pack.h"
#include "lab/vectors/check.h"
#include "seal/keyring.h"
#include "seal/rendezvous.h"
#include "seal/vault.h"

namespace bothy::vectors {
namespace {

constexpr std::array<std::string_view, 4> kinds = {"keyring", "vault", "phrase", "meeting"};

Result<Bytes> open_ring(const Given& given) {
  BOTHY_TRY(ring, open_keyring(given.bytes, BoxKey(Key(key_of(given.vector, "mine"))), key_of(given.vector, "recovery_key")));
  return save(ring);
}

// With a passphrase, my room too; otherwise what the device secret opens.
Result<Bytes> open_both_rooms(const Given& given) {
  const Key device(key_of(given.vector, "device_secret"));
  BOTHY_TRY(opened, open_vault(given.bytes, device));
  Bytes out;
  Packer pack(out);
  pack.raw(opened.ours.span()).raw(opened.my_room).u8(opened.locked ? 1 : 0);
  if (opened.mine) pack.raw(opened.mine->span());
  if (given.vector.find("passphrase") != nullptr) {
    BOTHY_TRY(mine, unlock_vault(given.bytes, device, text_or(given.vector, "passphrase", "")));
    pack.raw(mine.span());
  }
  return out;
}

Result<Bytes> read_phrase(const Given& given) {
  BOTHY_TRY(root, root_of(text_of(given.bytes)));
  const RecoveryKeys keys = recovery_keys(root);
  Bytes out;
  Packer(out).raw(root.span()).raw(keys.sign.pub()).raw(keys.box.pub()).raw(keys.admin.pub()).id(keys.ring_lane).raw(keys.ring_token);
  return out;
}

Bytes result_of(const Meeting& m) {
  Bytes out;
  Packer(out).raw(m.transcript).raw(m.shared.span()).raw(m.words).raw(m.their_card);
  return out;
}

// `step` says which message `bytes` is; `meeting` is the side's saved state, `link` the text that the answerer opened.
Result<Bytes> one_step(const Given& given) {
  const std::string step = text_or(given.vector, "step", "");
  Entropy dice(Key(key_of(given.vector, "entropy")).span());
  Bytes reply;
  if (step == "hello") {
    BOTHY_TRY(link, parse_link(text_or(given.vector, "link", "")));
    BOTHY_TRY(meeting, answer_meeting(link, span_of("card"), given.bytes, 0, dice, reply));
    return meeting.their_card;
  }
  BOTHY_TRY(meeting, load_meeting(step == "saved" ? given.bytes : hex_of(given.vector, "meeting")));
  if (step == "answer") BOTHY_CHECK(take_answer(meeting, given.bytes, dice, reply));
  if (step == "reveal") BOTHY_CHECK(take_reveal(meeting, given.bytes));
  if (step == "note") return open_note(meeting, static_cast<std::uint8_t>(int_or(given.vector, "index", 3)), given.bytes);
  return result_of(meeting);
}

}  // namespace

bool keys_know(std::string_view kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

Result<Bytes> check_keys(const Given& given) {
  if (given.kind == "keyring") return open_ring(given);
  if (given.kind == "vault") return open_both_rooms(given);
  if (given.kind == "phrase") return read_phrase(given);
  return one_step(given);
}

}  // namespace bothy::vectors
