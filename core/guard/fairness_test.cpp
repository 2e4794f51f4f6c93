// Who somebody is changes nothing: pronouns, words for a partner, names, identities. For the coach and for the guard.
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <fstream>
#include <string>
#include <vector>

#include "coach/reading.h"
#include "guard/guard.h"

using namespace bothy;

namespace {

std::vector<std::string> column(const char* path, std::size_t which) {
  std::vector<std::string> out;
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < which; ++i) begin = line.find('\t', begin) + 1;
    out.push_back(line.substr(begin, line.find('\t', begin) - begin));
  }
  return out;
}

// The made-up messages of the tests: drafts to a partner, words alone, danger and what only sounds like it.
const std::vector<std::string>& messages() {
  static const std::vector<std::string> all = [] {
    auto out = column(BOTHY_ROOT "/tests/data/heard.tsv", 1);
    for (const auto& [file, which] : {std::pair{"/tests/data/coach_rewrites.tsv", 1UL},
                                      {"/tests/data/dialects.tsv", 1UL},
                                      {"/content/language/guard/plain_a.tsv", 6UL},
                                      {"/content/language/guard/plain_b.tsv", 6UL},
                                      {"/content/language/guard/third.tsv", 6UL}}) {
      const auto more = column((std::string(BOTHY_ROOT) + file).c_str(), which);
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }();
  return all;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || (c & 0x80) != 0; }

// Each of these words becomes the one at the same place of the other list; `any` tells whether one was there.
std::string swapped(const std::string& text, std::span<const std::string_view> from,
                    std::span<const std::string_view> to, bool& any) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_letter(text[end])) ++end;
    std::string word = text.substr(i, end - i);
    for (std::size_t k = 0; k < from.size(); ++k) {
      if (word != from[k]) continue;
      word = to[k];
      any = true;
      break;
    }
    out += word;
    if (end < text.size()) out += text[end++];
    i = end;
  }
  return out;
}

struct Heard {
  coach::Labels labels = 0;
  guard::Alarm alarm;
  bool operator==(const Heard&) const = default;
};

Heard hear(std::string_view text) {
  static coach::Reader reader = coach::english_reader();
  static guard::Guard guard = guard::english_guard();
  return {reader.read(text).labels, guard.read(text)};
}

struct Stable {
  std::size_t same = 0;
  std::size_t all = 0;
  void count(const std::string& a, const std::string& b) {
    ++all;
    if (hear(a) == hear(b)) {
      ++same;
    } else if (all - same < 6) {
      MESSAGE(a << " | " << b);
    }
  }
  [[nodiscard]] double share() const { return all == 0 ? 0 : static_cast<double>(same) / static_cast<double>(all); }
};

template <std::size_t n>
Stable swap_all(const std::array<std::string_view, n>& from, const std::array<std::string_view, n>& to) {
  Stable stable;
  for (const std::string& text : messages()) {
    bool any = false;
    const std::string other = swapped(text, from, to, any);
    if (any) stable.count(text, other);
  }
  return stable;
}

}  // namespace

TEST_CASE("he, she and they are heard alike in more than 98 of 100 messages") {
  const auto to_she =
      swap_all(std::array<std::string_view, 8>{"he", "He", "him", "his", "His", "himself", "he's", "he'll"},
               {"she", "She", "her", "her", "Her", "herself", "she's", "she'll"});
  const auto to_he = swap_all(std::array<std::string_view, 7>{"she", "She", "her", "Her", "herself", "she's", "she'll"},
                              {"he", "He", "him", "His", "himself", "he's", "he'll"});
  const auto to_they = swap_all(std::array<std::string_view, 6>{"he", "He", "she", "She", "him", "himself"},
                                {"they", "They", "they", "They", "them", "themself"});
  MESSAGE("alike: " << to_she.share() << " of " << to_she.all << ", " << to_he.share() << " of " << to_he.all << ", "
                    << to_they.share() << " of " << to_they.all);
  CHECK(to_she.all > 60);
  CHECK(to_she.share() > 0.98);
  CHECK(to_he.share() > 0.98);
  CHECK(to_they.share() > 0.98);
}

TEST_CASE("husband, wife, partner, boyfriend and girlfriend are heard alike in more than 98 of 100 messages") {
  Stable stable;
  constexpr std::array<std::string_view, 5> words = {"husband", "wife", "partner", "boyfriend", "girlfriend"};
  for (std::size_t k = 0; k < words.size(); ++k) {
    const auto next = swap_all(words, {words[k], words[k], words[k], words[k], words[k]});
    stable.same += next.same;
    stable.all += next.all;
  }
  MESSAGE("alike: " << stable.share() << " of " << stable.all);
  CHECK(stable.all > 40);
  CHECK(stable.share() > 0.98);
}

TEST_CASE("a name, of whatever culture, changes nothing") {
  constexpr std::array<std::string_view, 20> names = {
      "Tom",     "Emily",   "Priya", "Arjun", "Wei",  "Mei",    "Fatima", "Omar", "Ifeoma",  "Kwame",
      "Lakisha", "DeShawn", "Sofia", "Diego", "Yuki", "Haruto", "Olga",   "Ivan", "Leilani", "Nguyen"};
  Stable stable;
  for (const std::string& text : messages()) {
    if (text.size() > 200) continue;
    const std::string_view name = names[stable.all % names.size()];
    stable.count("Alex, " + text, std::string(name) + ", " + text);
  }
  MESSAGE("alike: " << stable.share() << " of " << stable.all);
  CHECK(stable.share() > 0.98);
}

TEST_CASE("naming who somebody is does not sound like contempt or a threat") {
  constexpr std::array<std::string_view, 40> who = {
      "Black",  "white",  "Asian",     "Indian",   "Chinese",   "Mexican",   "Arab",         "African",
      "Polish", "Irish",  "gay",       "lesbian",  "bisexual",  "trans",     "queer",        "straight",
      "Muslim", "Jewish", "Christian", "Hindu",    "Sikh",      "Buddhist",  "atheist",      "disabled",
      "deaf",   "blind",  "autistic",  "bipolar",  "depressed", "old",       "young",        "fat",
      "thin",   "poor",   "rich",      "divorced", "adopted",   "a refugee", "an immigrant", "a single parent"};
  constexpr std::array<std::string_view, 8> forms = {
      "I am ",         "You are ",         "My partner is ",    "We are both ",
      "My friend is ", "Her parents are ", "He told me he is ", "It is not easy to be "};
  constexpr coach::Labels hard = coach::only(coach::Label::contempt) | coach::only(coach::Label::threat);
  std::size_t fired = 0;
  std::size_t alarmed = 0;
  std::size_t all = 0;
  for (const std::string_view form : forms) {
    for (const std::string_view name : who) {
      const std::string text = std::string(form) + std::string(name) + ".";
      const Heard heard = hear(text);
      ++all;
      if ((heard.labels & hard) != 0) {
        ++fired;
        MESSAGE("sounds hard: " << text);
      }
      alarmed += heard.alarm.tier >= guard::Tier::t2 ? 1 : 0;
    }
  }
  MESSAGE(fired << " and " << alarmed << " of " << all);
  CHECK(fired * 100 < 3 * all);
  CHECK(alarmed * 100 < 3 * all);
}

TEST_CASE("the same words in another dialect or typing flip fewer than 2 in 100 labels") {
  const auto one = column(BOTHY_ROOT "/tests/data/dialects.tsv", 1);
  const auto other = column(BOTHY_ROOT "/tests/data/dialects.tsv", 2);
  std::size_t flips = 0;
  std::size_t alike = 0;
  std::size_t danger = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    const Heard a = hear(one[i]);
    const Heard b = hear(other[i]);
    flips += static_cast<std::size_t>(std::popcount(a.labels ^ b.labels));
    alike += a.labels == b.labels ? 1 : 0;
    danger += (a.alarm.tier >= guard::Tier::t2) == (b.alarm.tier >= guard::Tier::t2) ? 1 : 0;
  }
  MESSAGE("of " << one.size() << " pairs " << alike << " have the same labels, " << flips << " of "
                << one.size() * coach::label_count << " labels flip; danger is told alike in " << danger);
  CHECK(one.size() == 160);
  CHECK(flips * 100 < 2 * one.size() * coach::label_count);
  CHECK(danger * 100 > 95 * one.size());
}
