// The rules of the two word lists, each as a test, and their fingerprints. Lists that are on paper cannot change,
// so a fingerprint that differs is a mistake in the list and never in this file.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "seal/picture_words.h"
#include "seal/recovery_words.h"

namespace {

using Words = std::vector<std::string>;

Words recovery_words() {
  Words all;
  for (int at = 0; at < bothy::recovery_word_count; ++at) {
    all.emplace_back(bothy::recovery_word(static_cast<std::uint16_t>(at)));
  }
  return all;
}

Words picture_words() {
  Words all;
  for (int at = 0; at < bothy::picture_word_count; ++at) {
    all.emplace_back(bothy::picture_word(static_cast<std::uint8_t>(at)));
  }
  return all;
}

bool plain_letters(const std::string& word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::set<std::string> heads(const Words& words, std::size_t letters) {
  std::set<std::string> all;
  for (const auto& word : words) all.insert(word.substr(0, letters));
  return all;
}

// Letters to put in, leave out or replace to make one word of the other.
std::size_t edits(const std::string& a, const std::string& b) {
  std::array<std::size_t, 9> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

std::size_t fewest_edits(const Words& words) {
  std::size_t fewest = 9;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) fewest = std::min(fewest, edits(words[i], words[j]));
  }
  return fewest;
}

// What a hand makes of a word by swapping two neighbours.
std::set<std::string> swaps(const std::string& word) {
  std::set<std::string> all;
  for (std::size_t at = 1; at < word.size(); ++at) {
    std::string swapped = word;
    std::swap(swapped[at - 1], swapped[at]);
    if (swapped != word) all.insert(swapped);
  }
  return all;
}

// FNV-1a of the words, one a line.
std::uint64_t fingerprint(const Words& words) {
  std::uint64_t sum = 0xcbf29ce484222325;
  const auto add = [&](char c) { sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3; };
  for (const auto& word : words) {
    for (const char c : word) add(c);
    add('\n');
  }
  return sum;
}

}  // namespace

TEST_CASE("recovery words: 2048 of them, each of 4 to 8 plain letters") {
  const Words words = recovery_words();
  CHECK(std::set<std::string>(words.begin(), words.end()).size() == 2048);
  for (const auto& word : words) {
    CAPTURE(word);
    CHECK(word.size() >= 4);
    CHECK(word.size() <= 8);
    CHECK(plain_letters(word));
  }
}

TEST_CASE("recovery words: they stand in the order of the alphabet") {
  CHECK(std::ranges::is_sorted(recovery_words()));
}

TEST_CASE("recovery words: the first four letters name one word only") {
  CHECK(heads(recovery_words(), 4).size() == 2048);
}

TEST_CASE("recovery words: one slip of the pen makes no other word of the list") {
  const Words words = recovery_words();
  CHECK(fewest_edits(words) >= 2);
  for (const auto& word : words) {
    for (const auto& swapped : swaps(word)) {
      CAPTURE(word);
      CHECK_FALSE(std::ranges::binary_search(words, swapped));
    }
  }
}

TEST_CASE("recovery words: every word and every beginning of four letters or more finds its number") {
  const Words words = recovery_words();
  for (int at = 0; at < bothy::recovery_word_count; ++at) {
    const std::string& word = words[static_cast<std::size_t>(at)];
    for (std::size_t letters = 4; letters <= word.size(); ++letters) {
      CAPTURE(word);
      CHECK(bothy::recovery_index(word.substr(0, letters)) == at);
    }
  }
}

TEST_CASE("recovery words: a beginning of three letters is unknown, and so is a word with more behind it") {
  for (const auto& word : recovery_words()) {
    CAPTURE(word);
    CHECK(bothy::recovery_index(word.substr(0, 3)) == -1);
    CHECK(bothy::recovery_index(word + "x") == -1);
    CHECK(bothy::recovery_index(word + std::string(1, '\0')) == -1);
  }
}

TEST_CASE("recovery words: whatever is found begins with what was asked") {
  const Words words = recovery_words();
  int known = 0;
  for (const auto& word : words) {
    for (std::size_t at = 0; at < word.size(); ++at) {
      std::string slip = word;
      for (slip[at] = 'a'; slip[at] <= 'z'; ++slip[at]) {
        const int found = bothy::recovery_index(slip);
        if (found < 0) continue;
        ++known;
        CAPTURE(slip);
        CHECK(words[static_cast<std::size_t>(found)].starts_with(slip));
      }
    }
  }
  CHECK(known > 0);
}

TEST_CASE("recovery words: text that is no word of the list is unknown") {
  for (const char* text : {"", " ", "a", "aaaa", "zzzz", "zzzzzzzzzzzz", "Lantern", "LANTERN", "lantern ", " lantern",
                           "lanterns", "lanturn", "lant ern", "1234", "\xc3\xa9tage", "qqqqqqqq"}) {
    CAPTURE(text);
    CHECK(bothy::recovery_index(text) == -1);
  }
  CHECK(bothy::recovery_index("lantern") >= 0);
}

TEST_CASE("word lists: beyond the end there is nothing") {
  CHECK(bothy::recovery_word(2047) == "zucchini");
  CHECK(bothy::recovery_word(2048).empty());
  CHECK(bothy::recovery_word(65535).empty());
  CHECK(bothy::picture_word(63) == "zebra");
  CHECK(bothy::picture_word(64).empty());
  CHECK(bothy::picture_word(255).empty());
}

TEST_CASE("picture words: 64 of them, each of 3 to 8 plain letters") {
  const Words words = picture_words();
  CHECK(std::set<std::string>(words.begin(), words.end()).size() == 64);
  for (const auto& word : words) {
    CAPTURE(word);
    CHECK(word.size() >= 3);
    CHECK(word.size() <= 8);
    CHECK(plain_letters(word));
  }
}

TEST_CASE("picture words: the first three letters name one word only") {
  CHECK(heads(picture_words(), 3).size() == 64);
}

TEST_CASE("picture words: any two differ in at least three letters") { CHECK(fewest_edits(picture_words()) >= 3); }

TEST_CASE("word lists: they are the lists that are on paper") {
  CHECK(fingerprint(recovery_words()) == 0xc67cd5daf94fd271);
  CHECK(fingerprint(picture_words()) == 0xfa7409cdab025c5b);
}
