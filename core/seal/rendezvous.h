// Meeting over a one-use link: two persons pair, or an own device joins. Commit before reveal, six picture words.
// Pure steps on messages of 4,096 bytes; the relay only carries them. Called by the door.
// Source: docs/protocol.md#pairing.
#pragma once
#include <string>

#include "seal/secret.h"
#include "wire/message.h"

namespace bothy {

enum class Purpose : std::uint8_t { partner = 0, device = 1 };

/// What a link holds: 32 random bytes and what they are for.
struct Link {
  Purpose purpose = Purpose::partner;
  Key secret;
  [[nodiscard]] Id box() const { return Id{block_of<16>(derive(secret, 1, "BTYmeet_").span())}; }
  [[nodiscard]] Token token() const { return block_of<32>(derive(secret, 2, "BTYmeet_").span()); }
};

/// "b1.<43 characters>" for a partner, "d1.<43 characters>" for a device; it goes after '#' in a web address.
[[nodiscard]] std::string link_text(const Link& link);
/// Accepts the bare text or a whole web address that ends in it. Errors: link_malformed, too_new (another version).
[[nodiscard]] Result<Link> parse_link(std::string_view text);

/// A meeting as one side keeps it between messages. `first` made the link.
struct Meeting {
  bool first = false;
  Purpose purpose = Purpose::partner;
  Key secret;
  Key ephemeral;
  Block<32> nonce{};
  Bytes my_hello;
  Bytes their_hello;
  Bytes their_card;
  Hash transcript{};
  Key shared;
  std::uint8_t words[6] = {};
  bool complete = false;
  bool sent_reveal = false;
  std::int64_t made_ms = 0;
};

inline constexpr std::size_t max_card = 3'000;
/// The longest text of a later message.
inline constexpr std::size_t max_note = rv_body_size - 42;
inline constexpr std::int64_t link_life_ms = 24LL * 3'600 * 1'000;

/// Starts as the maker of the link; gives message 0. `card` has at most max_card bytes.
[[nodiscard]] Meeting begin_meeting(const Link& link, ByteSpan card, std::int64_t now_ms, Entropy& entropy, Bytes& message0);
/// Answers message 0 as the one who opened the link; gives message 1.
/// Errors: link_forged (it does not open under the link's key and purpose), malformed, too_large (the card).
[[nodiscard]] Result<Meeting> answer_meeting(const Link& link, ByteSpan card, ByteSpan message0, std::int64_t now_ms, Entropy& entropy,
                                             Bytes& message1);
/// The maker reads message 1, and gives message 2, which reveals its nonce. Completes the maker's side.
/// The first answer uses the link up, whatever it was. Errors: link_forged, link_used (a second answer), malformed,
/// bad_seal (a key that libsodium refuses); after any of them the meeting is over.
[[nodiscard]] Outcome take_answer(Meeting& meeting, ByteSpan message1, Entropy& entropy, Bytes& message2);
/// The answerer reads message 2 and completes. Errors: link_forged (the nonce does not match its commitment), and as
/// take_answer.
[[nodiscard]] Outcome take_reveal(Meeting& meeting, ByteSpan message2);

/// Seals or opens a later message (index 3 on) under the shared key of a complete meeting; 4,096 bytes, of which the
/// text may have max_note. Errors: link_forged, malformed.
[[nodiscard]] Bytes seal_note(const Meeting& meeting, std::uint8_t index, ByteSpan plain, Entropy& entropy);
[[nodiscard]] Result<Bytes> open_note(const Meeting& meeting, std::uint8_t index, ByteSpan message);

/// The six words, separated by spaces.
[[nodiscard]] std::string words_of(const Meeting& meeting);

/// For keeping a meeting on disk while it waits.
[[nodiscard]] Bytes save(Meeting& meeting);
[[nodiscard]] Result<Meeting> load_meeting(ByteSpan bytes);

}  // namespace bothy
