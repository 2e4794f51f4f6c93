// See language.h. The layout: eight bytes of magic, then fourteen sections as (offset, bytes), then their contents,
// each begun at a multiple of 16. lab/language/write.cpp writes it.
#include "coach/language.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

#include "coach/hash.h"

namespace bothy::coach {
namespace {

constexpr std::string_view magic = "BOTHYLG5";

std::uint32_t number_at(std::span<const unsigned char> tables, std::size_t at) {
  std::uint32_t n = 0;
  std::memcpy(&n, tables.data() + at, sizeof n);
  return n;
}

class Sections {
 public:
  explicit Sections(std::span<const unsigned char> tables) : tables_(tables) {}

  template <class T>
  std::span<const T> next() {
    const std::size_t header = magic.size() + 8 * count_++;
    if (header + 8 > tables_.size()) return fail<T>();
    const std::size_t offset = number_at(tables_, header);
    const std::size_t bytes = number_at(tables_, header + 4);
    if (offset > tables_.size() || bytes > tables_.size() - offset || bytes % sizeof(T) != 0) return fail<T>();
    // The tables lie in the program at a multiple of 16 and are written as these very structs.
    return {reinterpret_cast<const T*>(tables_.data() + offset), bytes / sizeof(T)};
  }
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  template <class T>
  std::span<const T> fail() {
    whole_ = false;
    return {};
  }

  std::span<const unsigned char> tables_;
  std::size_t count_ = 0;
  bool whole_ = true;
};

// Small numbers in one byte, others in more: seven bits each, the lowest first.
template <class T>
std::vector<T> numbers(std::span<const std::uint8_t> bytes) {
  std::vector<T> out;
  out.reserve(bytes.size());
  unsigned value = 0;
  unsigned shift = 0;
  for (const std::uint8_t byte : bytes) {
    value |= (byte & 127U) << shift;
    shift = byte > 127 ? (shift + 7) % 21 : 0;
    if (shift != 0) continue;
    out.push_back(static_cast<T>(value));
    value = 0;
  }
  return out;
}

std::vector<std::uint32_t> starts_of(std::span<const std::uint8_t> lengths) {
  std::vector<std::uint32_t> out = {0};
  for (const std::uint8_t length : lengths) out.push_back(out.back() + length);
  return out;
}

// The words one after the other: a small number says how many letters of the word before come first. Word 0 is none.
bool spell(std::span<const unsigned char> packed, Unpacked& memory) {
  memory.spelled = {0, 0};
  for (const unsigned char c : packed) {
    if (c > most_shared) {
      memory.spellings.push_back(static_cast<char>(c));
      memory.spelled.back() = static_cast<std::uint32_t>(memory.spellings.size());
      continue;
    }
    const std::size_t before = memory.spelled[memory.spelled.size() - 2];
    if (c > memory.spelled.back() - before) return false;
    for (unsigned char i = 0; i < c; ++i) memory.spellings.push_back(memory.spellings[before + i]);
    memory.spelled.push_back(static_cast<std::uint32_t>(memory.spellings.size()));
  }
  return memory.spelled.size() - 1 <= std::numeric_limits<std::uint16_t>::max();
}

constexpr unsigned bucket_bits = 13;
std::size_t bucket_of(std::string_view spelling) { return hash_of(spelling) >> (64U - bucket_bits); }

// All words by the first bits of their hashes.
void sort_into_buckets(Unpacked& memory) {
  const std::size_t words = memory.spelled.size() - 1;
  std::vector<std::size_t> bucket(words);
  memory.buckets.assign((std::size_t{1} << bucket_bits) + 1, 0);
  for (std::size_t w = 1; w < words; ++w) {
    const std::size_t begin = memory.spelled[w];
    bucket[w] = bucket_of({memory.spellings.data() + begin, memory.spelled[w + 1] - begin});
    ++memory.buckets[bucket[w] + 1];
  }
  std::partial_sum(memory.buckets.begin(), memory.buckets.end(), memory.buckets.begin());
  auto next = memory.buckets;
  memory.in_buckets.resize(words - 1);
  for (std::size_t w = 1; w < words; ++w) memory.in_buckets[next[bucket[w]]++] = static_cast<std::uint16_t>(w);
}

// The classes of a word are written as differences.
void add_up(std::span<const std::uint32_t> starts, std::vector<std::uint16_t>& classes) {
  for (std::size_t w = 0; w + 1 < starts.size(); ++w) {
    for (std::size_t i = starts[w] + 1; i < starts[w + 1]; ++i)
      classes[i] = static_cast<std::uint16_t>(classes[i] + classes[i - 1]);
  }
}

// The automaton as columns: of each node how many steps, what gap, how many ends; of each step its symbol as a
// difference from the one before it in its node, and where it leads as a difference from the step before it, doubled,
// odd for a step back.
bool unpack(Sections& sections, Unpacked& memory) {
  const auto counts = numbers<std::uint16_t>(sections.next<std::uint8_t>());
  const auto gaps = sections.next<std::uint8_t>();
  const auto ends = sections.next<std::uint8_t>();
  const auto symbols = sections.next<std::uint16_t>();
  const auto targets = numbers<std::uint32_t>(sections.next<std::uint8_t>());
  if (counts.size() != gaps.size() || counts.size() != ends.size() || symbols.size() != targets.size()) return false;
  memory.nodes.reserve(counts.size());
  memory.edges.reserve(symbols.size());
  std::uint16_t first_end = 0;
  std::uint16_t target = 0;
  for (std::size_t n = 0; n < counts.size(); ++n) {
    const auto first = static_cast<std::uint32_t>(memory.edges.size());
    if (counts[n] > symbols.size() - first) return false;
    memory.nodes.push_back({first, counts[n], first_end, ends[n], gaps[n]});
    first_end = static_cast<std::uint16_t>(first_end + ends[n]);
    std::uint16_t symbol = 0;
    for (std::size_t e = first; e < first + counts[n]; ++e) {
      symbol = static_cast<std::uint16_t>(symbol + symbols[e]);
      const std::uint32_t half = targets[e] / 2;
      target = static_cast<std::uint16_t>(targets[e] % 2 == 0 ? target + half : target - half - 1);
      if (target >= counts.size()) return false;
      memory.edges.push_back({symbol, target});
    }
  }
  return memory.edges.size() == symbols.size();
}

}  // namespace

std::optional<Language> Language::of(std::span<const unsigned char> tables, Unpacked& memory) {
  if (tables.size() < magic.size() || std::memcmp(tables.data(), magic.data(), magic.size()) != 0) return std::nullopt;
  Sections sections(tables);
  Language l;
  memory = {};
  if (!spell(sections.next<unsigned char>(), memory)) return std::nullopt;
  memory.formed = starts_of(sections.next<std::uint8_t>());
  l.forms_ = sections.next<std::uint16_t>();
  memory.classed = starts_of(sections.next<std::uint8_t>());
  memory.class_of = numbers<std::uint16_t>(sections.next<std::uint8_t>());
  const std::size_t words = memory.spelled.size() - 1;
  if (memory.formed.size() != words + 1 || memory.classed.size() != words + 1) return std::nullopt;
  if (memory.formed.back() != l.forms_.size() || memory.classed.back() != memory.class_of.size()) return std::nullopt;
  add_up(memory.classed, memory.class_of);
  sort_into_buckets(memory);
  l.words_ = words;
  l.spellings_ = memory.spellings;
  l.spelled_ = memory.spelled;
  l.formed_ = memory.formed;
  l.classed_ = memory.classed;
  l.class_of_ = memory.class_of;
  l.buckets_ = memory.buckets;
  l.in_buckets_ = memory.in_buckets;
  l.class_hashes_ = sections.next<std::uint64_t>();
  l.one_word_ = sections.next<std::uint16_t>();
  const bool unpacked = unpack(sections, memory);
  l.nodes_ = memory.nodes;
  l.edges_ = memory.edges;
  l.ends_ = sections.next<std::uint16_t>();
  l.rules_ = sections.next<Rule>();
  if (!sections.whole() || !unpacked || l.one_word_.size() != 2 || l.nodes_.empty()) return std::nullopt;
  return l;
}

std::uint16_t Language::word(std::string_view spelling) const {
  const std::size_t bucket = bucket_of(spelling);
  for (std::size_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
    if (this->spelling(in_buckets_[i]) == spelling) return in_buckets_[i];
  }
  return 0;
}

std::uint16_t Language::one_word_class(std::uint16_t word) const {
  for (const std::uint16_t c : classes(word)) {
    if (c >= one_word_[0] && c < one_word_[1]) return c;
  }
  return 0;
}

std::uint64_t Language::feature_hash(std::uint16_t word) const {
  const std::uint16_t as = one_word_class(word);
  return as != 0 ? class_hashes_[as] : hash_of(spelling(word));
}

std::span<const std::uint16_t> Language::spelled_out(std::uint16_t word) const {
  return forms_.subspan(formed_[word], formed_[word + 1U] - formed_[word]);
}

std::span<const std::uint16_t> Language::classes(std::uint16_t word) const {
  return class_of_.subspan(classed_[word], classed_[word + 1U] - classed_[word]);
}

bool Language::is(std::uint16_t word, Class c) const { return is(word, static_cast<std::uint16_t>(c)); }

bool Language::is(std::uint16_t word, std::uint16_t class_number) const {
  return word != 0 && std::ranges::find(classes(word), class_number) != classes(word).end();
}

std::span<const Edge> Language::steps(std::uint16_t from, std::uint16_t symbol) const {
  const Node& node = nodes_[from];
  const auto found = std::ranges::equal_range(edges_.subspan(node.first_edge, node.edges), symbol, {}, &Edge::symbol);
  return {found.begin(), found.end()};
}

}  // namespace bothy::coach
