// Laws of the recovery phrase: it reads back however people write it, and a mistaken word is noticed.
#include "seal/phrase.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "seal/recovery_words.h"
#include "seal/seal_samples.h"

using namespace bothy;

namespace {

std::vector<std::string> words_of(const std::string& phrase) {
  std::vector<std::string> out(1);
  for (const char c : phrase) {
    if (c == ' ') out.emplace_back();
    else out.back() += c;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words, const char* between = " ") {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

}  // namespace

TEST_CASE("phrase: every root has 24 words that read back, in any case, spacing or four-letter form") {
  CHECK(rc::check([] {
    const Key root = samples::key(*rc::gen::arbitrary<std::uint64_t>());
    const std::string phrase = phrase_of(root);
    auto words = words_of(phrase);
    RC_ASSERT(words.size() == 24u);
    RC_ASSERT(*root_of(phrase) == root);
    RC_ASSERT(*root_of("  " + joined(words, "\n 7. ") + " ") == root);
    for (auto& word : words) {
      word.resize(4);
      word[0] = static_cast<char>(word[0] - 'a' + 'A');
    }
    RC_ASSERT(*root_of(joined(words, ", ")) == root);
  }));
}

TEST_CASE("phrase: the first words of two known roots stay what they are, since they may be on paper") {
  Key zero;
  const std::string nothing = phrase_of(zero);
  CHECK(words_of(nothing)[0] == std::string(recovery_word(0)));
  CHECK(words_of(nothing)[22] == std::string(recovery_word(0)));
  const Key ones(Bytes(32, 0xFF));
  CHECK(words_of(phrase_of(ones))[0] == std::string(recovery_word(2'047)));
}

TEST_CASE("phrase: a missing, added, unknown or too short word is a wrong phrase") {
  const Key root = samples::key(1);
  auto words = words_of(phrase_of(root));
  auto fewer = words;
  fewer.pop_back();
  CHECK(root_of(joined(fewer)).error() == Error::wrong_phrase);
  auto more = words;
  more.push_back(words[0]);
  CHECK(root_of(joined(more)).error() == Error::wrong_phrase);
  auto unknown = words;
  unknown[5] = "qqqqq";
  CHECK(root_of(joined(unknown)).error() == Error::wrong_phrase);
  auto cut = words;
  cut[5].resize(3);
  CHECK(root_of(joined(cut)).error() == Error::wrong_phrase);
  CHECK(root_of("").error() == Error::wrong_phrase);
  CHECK(root_of(joined(words, "")).error() == Error::wrong_phrase);
}

TEST_CASE("phrase: of many single mistaken words about 1 in 256 slips through the check, and then gives other keys") {
  const Key root = samples::key(1);
  const auto words = words_of(phrase_of(root));
  int slipped = 0;
  constexpr int tries = 4'096;
  for (int i = 0; i < tries; ++i) {
    auto wrong = words;
    auto& word = wrong[static_cast<std::size_t>(i % 24)];
    const auto other = std::string(recovery_word(static_cast<std::uint16_t>((i * 37) % recovery_word_count)));
    if (other == word) continue;
    word = other;
    const auto read = root_of(joined(wrong));
    if (!read) {
      CHECK(read.error() == Error::wrong_phrase);
      continue;
    }
    CHECK_FALSE(*read == root);
    ++slipped;
  }
  // 16 expected; five standard deviations either way.
  CHECK(slipped < 36);
}

TEST_CASE("recovery keys: one root gives one set, and its keys differ from each other and from another root's") {
  const RecoveryKeys a = recovery_keys(samples::key(1));
  const RecoveryKeys again = recovery_keys(samples::key(1));
  CHECK(a.sign.pub() == again.sign.pub());
  CHECK(a.ring_lane == again.ring_lane);
  CHECK(a.sign.pub() != a.admin.pub());
  CHECK_FALSE(a.ring_seed == Key(a.ring_token));
  const RecoveryKeys b = recovery_keys(samples::key(2));
  CHECK(a.sign.pub() != b.sign.pub());
  CHECK(a.box.pub() != b.box.pub());
  CHECK(a.ring_lane != b.ring_lane);
}

TEST_CASE("person keys: each use has its own key, and a token belongs to one lane in one epoch") {
  const PersonKeys one = person_keys(samples::key(1));
  CHECK(one.outbox.pub() != one.ring.pub());
  CHECK(self_lane_token(one, samples::id(1)) != self_lane_token(one, samples::id(2)));
  CHECK(self_lane_token(one, samples::id(1)) != self_lane_token(person_keys(samples::key(2)), samples::id(1)));
}
