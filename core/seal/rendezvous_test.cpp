// Laws of meeting over a link: two honest sides see the same words; whoever stands between them does not get away with it.
#include "seal/rendezvous.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "seal/picture_words.h"
#include "seal/seal_samples.h"

using namespace bothy;

namespace {

struct Side {
  Meeting meeting;
  Bytes said;
};

Side begin(const Link& link, std::string_view card, std::uint64_t dice_number) {
  Side out;
  Entropy dice = samples::entropy(dice_number);
  out.meeting = begin_meeting(link, span_of(card), 1'000, dice, out.said);
  return out;
}

Result<Side> answer(const Link& link, std::string_view card, ByteSpan message0, std::uint64_t dice_number) {
  Side out;
  Entropy dice = samples::entropy(dice_number);
  BOTHY_TRY(meeting, answer_meeting(link, span_of(card), message0, 1'000, dice, out.said));
  out.meeting = meeting;
  return out;
}

Link link_of(std::uint64_t number, Purpose purpose = Purpose::partner) { return {purpose, samples::key(number)}; }

struct Pair {
  Side a;
  Side b;
  Bytes reveal;
};

Pair met(std::uint64_t number) {
  const Link link = link_of(number);
  Pair out{begin(link, "card of a", number + 1), {}, {}};
  out.b = *answer(link, "card of b", out.a.said, number + 2);
  Entropy dice = samples::entropy(number + 3);
  CHECK(take_answer(out.a.meeting, out.b.said, dice, out.reveal).has_value());
  CHECK(take_reveal(out.b.meeting, out.reveal).has_value());
  return out;
}

}  // namespace

TEST_CASE("meeting: both sides end with the same words, key and transcript, and each other's card") {
  for (std::uint64_t number = 1; number < 40; ++number) {
    const Pair pair = met(number * 10);
    CHECK(pair.a.meeting.complete);
    CHECK(pair.b.meeting.complete);
    CHECK(words_of(pair.a.meeting) == words_of(pair.b.meeting));
    CHECK(pair.a.meeting.shared == pair.b.meeting.shared);
    CHECK(pair.a.meeting.transcript == pair.b.meeting.transcript);
    CHECK_FALSE(pair.a.meeting.shared.is_zero());
    CHECK(text_of(pair.a.meeting.their_card) == "card of b");
    CHECK(text_of(pair.b.meeting.their_card) == "card of a");
    CHECK(pair.a.said.size() == rv_body_size);
    CHECK(pair.b.said.size() == rv_body_size);
    CHECK(pair.reveal.size() == rv_body_size);
    CHECK(pair.a.meeting.secret.is_zero());
    CHECK(pair.b.meeting.secret.is_zero());
  }
}

TEST_CASE("meeting: six words, each of the list, and another meeting has others") {
  std::set<std::string> seen;
  for (std::uint64_t number = 1; number < 30; ++number) {
    const Pair pair = met(number * 10);
    for (const auto word : pair.a.meeting.words) CHECK_FALSE(picture_word(word).empty());
    const std::string words = words_of(pair.a.meeting);
    CHECK(std::count(words.begin(), words.end(), ' ') == 5);
    seen.insert(words);
  }
  CHECK(seen.size() == 29);
}

TEST_CASE("meeting: someone in the middle who knows the link completes with both, and the words differ") {
  int same = 0;
  for (std::uint64_t number = 1; number < 60; ++number) {
    const Link link = link_of(number * 100);
    Side a = begin(link, "card of a", number * 100 + 1);
    // The middle one answers a and begins with b, under the same link.
    Side to_a = *answer(link, "card of b", a.said, number * 100 + 2);
    Side to_b = begin(link, "card of a", number * 100 + 3);
    Side b = *answer(link, "card of b", to_b.said, number * 100 + 4);
    Entropy dice = samples::entropy(number * 100 + 5);
    Bytes reveal_a;
    Bytes reveal_b;
    REQUIRE(take_answer(a.meeting, to_a.said, dice, reveal_a).has_value());
    REQUIRE(take_answer(to_b.meeting, b.said, dice, reveal_b).has_value());
    REQUIRE(take_reveal(b.meeting, reveal_b).has_value());
    same += words_of(a.meeting) == words_of(b.meeting) ? 1 : 0;
    CHECK_FALSE(a.meeting.shared == b.meeting.shared);
  }
  CHECK(same == 0);
}

TEST_CASE("meeting: a's nonce is bound before b speaks; another one does not pass") {
  const Link link = link_of(1);
  Side a = begin(link, "card of a", 2);
  Side b = *answer(link, "card of b", a.said, 3);
  // The reveal of another meeting under the same link.
  Side other = begin(link, "card of a", 4);
  Side other_b = *answer(link, "card of b", other.said, 5);
  Entropy dice = samples::entropy(6);
  Bytes reveal;
  REQUIRE(take_answer(other.meeting, other_b.said, dice, reveal).has_value());
  CHECK(take_reveal(b.meeting, reveal).error() == Error::link_forged);
  CHECK_FALSE(b.meeting.complete);
  CHECK(words_of(b.meeting) == words_of(Meeting{}));
}

TEST_CASE("meeting: every flipped bit of a message is a forged link") {
  const Link link = link_of(1);
  const Side a = begin(link, "card of a", 2);
  const Side b = *answer(link, "card of b", a.said, 3);
  for (std::size_t bit = 0; bit < rv_body_size * 8; bit += 61) {
    Bytes bad = a.said;
    bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    CHECK(answer(link, "card of b", bad, 3).error() == Error::link_forged);
    bad = b.said;
    bad[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    Meeting copy = a.meeting;
    Entropy dice = samples::entropy(4);
    Bytes reveal;
    CHECK(take_answer(copy, bad, dice, reveal).error() == Error::link_forged);
    CHECK(reveal.empty());
  }
}

TEST_CASE("meeting: messages of another link, of another place in the order, of another kind of link, or cut are forged") {
  const Link link = link_of(1);
  const Side a = begin(link, "card of a", 2);
  CHECK(answer(link_of(2), "card", a.said, 3).error() == Error::link_forged);
  CHECK(answer(link_of(1, Purpose::device), "card", a.said, 3).error() == Error::link_forged);
  CHECK(answer(link, "card", ByteSpan(a.said).first(4'000), 3).error() == Error::link_forged);
  CHECK(answer(link, "card", {}, 3).error() == Error::link_forged);
  const Side b = *answer(link, "card of b", a.said, 3);
  CHECK(answer(link, "card", b.said, 4).error() == Error::link_forged);
  Meeting copy = a.meeting;
  Entropy dice = samples::entropy(5);
  Bytes reveal;
  CHECK(take_answer(copy, a.said, dice, reveal).error() == Error::link_forged);
}

TEST_CASE("meeting: one answer uses the link up, a good one and a bad one alike") {
  Pair pair = met(1);
  Entropy dice = samples::entropy(9);
  Bytes reveal;
  CHECK(take_answer(pair.a.meeting, pair.b.said, dice, reveal).error() == Error::link_used);
  CHECK(take_reveal(pair.b.meeting, pair.reveal).error() == Error::link_used);
  CHECK(pair.a.meeting.complete);

  const Link link = link_of(50);
  Side a = begin(link, "card of a", 51);
  const Side b = *answer(link, "card of b", a.said, 52);
  CHECK(take_answer(a.meeting, a.said, dice, reveal).error() == Error::link_forged);
  CHECK(take_answer(a.meeting, b.said, dice, reveal).error() == Error::link_used);
  CHECK_FALSE(a.meeting.complete);
  CHECK(reveal.empty());
}

TEST_CASE("meeting: a card has at most 3,000 bytes") {
  const Link link = link_of(1);
  const Side a = begin(link, std::string(max_card, 'x'), 2);
  const auto b = answer(link, std::string(max_card, 'y'), a.said, 3);
  REQUIRE(b.has_value());
  CHECK(b->meeting.their_card.size() == max_card);
  CHECK(answer(link, std::string(max_card + 1, 'y'), a.said, 3).error() == Error::too_large);
}

TEST_CASE("notes: open for the other side of the same meeting, at their index alone") {
  const Pair pair = met(1);
  const Pair other = met(100);
  Entropy dice = samples::entropy(9);
  const Bytes note = seal_note(pair.a.meeting, 3, span_of("hello"), dice);
  CHECK(note.size() == rv_body_size);
  CHECK(text_of(*open_note(pair.b.meeting, 3, note)) == "hello");
  CHECK(open_note(pair.b.meeting, 4, note).error() == Error::link_forged);
  CHECK(open_note(other.b.meeting, 3, note).error() == Error::link_forged);
  const Bytes longest = seal_note(pair.a.meeting, 4, Bytes(max_note, 7), dice);
  CHECK(open_note(pair.b.meeting, 4, longest)->size() == max_note);
  CHECK(open_note(pair.b.meeting, 4, seal_note(pair.a.meeting, 4, {}, dice))->empty());
}

TEST_CASE("meeting: kept on disk between messages it goes on as if it had never slept") {
  const Link link = link_of(1);
  Side a = begin(link, "card of a", 2);
  a.meeting = *load_meeting(save(a.meeting));
  Side b = *answer(link, "card of b", a.said, 3);
  b.meeting = *load_meeting(save(b.meeting));
  Entropy dice = samples::entropy(4);
  Bytes reveal;
  REQUIRE(take_answer(a.meeting, b.said, dice, reveal).has_value());
  REQUIRE(take_reveal(b.meeting, reveal).has_value());
  a.meeting = *load_meeting(save(a.meeting));
  CHECK(words_of(a.meeting) == words_of(b.meeting));
  CHECK(a.meeting.complete);
  Bytes saved = save(a.meeting);
  CHECK(load_meeting(ByteSpan(saved).first(saved.size() - 1)).error() == Error::malformed);
  a.meeting.words[2] = 64;
  CHECK(load_meeting(save(a.meeting)).error() == Error::malformed);
}

TEST_CASE("link: its text reads back bare or at the end of an address, with its purpose") {
  CHECK(rc::check([] {
    const Link link = link_of(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::element(Purpose::partner, Purpose::device));
    const std::string text = link_text(link);
    RC_ASSERT(text.size() == 46u);
    for (const auto& form : {text, "https://bothy.example/#" + text, text + "\r\n"}) {
      const auto read = parse_link(form);
      RC_ASSERT(read.has_value());
      RC_ASSERT(read->secret == link.secret);
      RC_ASSERT(read->purpose == link.purpose);
    }
  }));
}

TEST_CASE("link: cut, lengthened, mistyped or foreign texts are malformed, another version is too new") {
  const std::string good = link_text(link_of(1));
  for (std::size_t n = 0; n < good.size(); ++n) CHECK(parse_link(good.substr(0, n)).error() == Error::link_malformed);
  CHECK(parse_link(good + "A").error() == Error::link_malformed);
  CHECK(parse_link("x" + good).error() == Error::link_malformed);
  CHECK(parse_link("https://bothy.example/").error() == Error::link_malformed);
  std::string other = good;
  other[1] = '2';
  CHECK(parse_link(other).error() == Error::too_new);
  other[1] = 'x';
  CHECK(parse_link(other).error() == Error::link_malformed);
  other = good;
  other[10] = '+';
  CHECK(parse_link(other).error() == Error::link_malformed);
  // The last character carries two spare bits, which are zero.
  other = good;
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  other.back() = digits[digits.find(good.back()) + 1];
  CHECK(parse_link(other).error() == Error::link_malformed);
}

TEST_CASE("link: box, token and key of a link are three different things") {
  const Link link = link_of(1);
  CHECK(link.box() != link_of(2).box());
  CHECK(link.token() != link_of(2).token());
  CHECK(block_of<16>(link.token()) != link.box().bytes);
}
