// See emotion.h. Kinds have seeds of their own, so that no feature is taken for one of features.cpp.
#include "coach/emotion.h"

#include <algorithm>

#include "coach/fold.h"
#include "coach/hash.h"

namespace bothy::coach {
namespace {

enum Kind : std::uint64_t {
  word_1 = 101,
  word_2,
  word_3,
  word_gap,
  class_1,
  class_2,
  word_class,
  class_word,
  negated_word,
  negated_class,
  letters_n,
  typed_word,
  typing,
  pictured,
  length_of,
  picture_word,
};
constexpr std::uint64_t edge = 0x5EED;     // stands for the beginning and the end of a text
constexpr std::size_t most_letters = 24;   // of one word
constexpr std::uint32_t reach_of_not = 4;  // tokens that a "not" bears on

class Collector {
 public:
  Collector(const Language& language, std::string_view bytes, const Text& text, std::vector<Feature>& out)
      : language_(language), bytes_(bytes), text_(text), out_(out) {}

  void run() {
    const auto n = static_cast<std::uint32_t>(text_.tokens.size());
    for (std::uint32_t i = 0; i < n; ++i) {
      words_at(i);
      classes_at(i);
      typed_at(i);
      letters(text_.tokens[i]);
    }
    add(word_2, mix(hash(std::int64_t{n} - 1), edge), Group::words);
    add(word_3, mix(mix(hash(std::int64_t{n} - 2), hash(std::int64_t{n} - 1)), edge), Group::words);
    std::uint32_t size = 0;
    while (size < 9 && (1U << size) < n) ++size;
    add(length_of, size, Group::around);
  }

 private:
  void add(Kind kind, std::uint64_t what, Group group) { out_.push_back({mix(kind, what), group}); }

  [[nodiscard]] std::uint64_t hash(std::int64_t i) const {
    return i < 0 || i >= static_cast<std::int64_t>(text_.tokens.size())
               ? edge
               : text_.tokens[static_cast<std::size_t>(i)].hash;
  }

  void words_at(std::int64_t i) {
    add(word_1, hash(i), Group::words);
    add(word_2, mix(hash(i - 1), hash(i)), Group::words);
    add(word_3, mix(mix(hash(i - 2), hash(i - 1)), hash(i)), Group::words);
    if (i >= 2) add(word_gap, mix(hash(i - 2), hash(i)), Group::words);
    if (i - not_at_ <= reach_of_not) add(negated_word, hash(i), Group::words);
  }

  void classes_at(std::uint32_t i) {
    const Token& token = text_.tokens[i];
    for (const std::uint16_t c : language_.classes(token.id)) {
      const std::uint64_t h = language_.class_hash(c);
      if (h == 0) continue;
      add(class_1, h, Group::shapes);
      if (std::int64_t{i} - not_at_ <= reach_of_not) add(negated_class, h, Group::shapes);
      add(word_class, mix(hash(std::int64_t{i} - 1), h), Group::shapes);
      add(class_word, mix(h, hash(std::int64_t{i} + 1)), Group::shapes);
      if (i == 0) continue;
      for (const std::uint16_t before : language_.classes(text_.tokens[i - 1].id)) {
        const std::uint64_t b = language_.class_hash(before);
        if (b != 0) add(class_2, mix(b, h), Group::shapes);
      }
    }
    if (language_.is(token.id, Class::not_)) not_at_ = i;
    if (token.kind == TokenKind::mark) not_at_ = far;
  }

  void typed_at(std::uint32_t i) {
    const Token& token = text_.tokens[i];
    const std::uint64_t flags = token.flags & (shouted | stretched | emphatic | quoted);
    if (flags != 0) {
      add(typing, flags, Group::around);
      add(typed_word, mix(flags, token.hash), Group::around);
    }
    if (token.kind != TokenKind::picture) return;
    add(picture_word, mix(hash(std::int64_t{i} - 1), token.hash), Group::around);
    for (std::size_t at = token.begin; at < token.end;) {
      const Decoded decoded = decode(bytes_, at);
      add(pictured, decoded.point, Group::around);
      at += decoded.bytes;
    }
  }

  // Not those of a name or a pronoun: which one it is says nothing of a feeling.
  void letters(const Token& token) {
    if (token.kind != TokenKind::word || (token.id != 0 && language_.is_one_word(token.id))) return;
    std::array<char, most_letters + 2> padded{};
    const std::string_view s = text_.spelling(token).substr(0, most_letters);
    padded[0] = '<';
    std::ranges::copy(s, padded.begin() + 1);
    padded[s.size() + 1] = '>';
    const std::string_view all(padded.data(), s.size() + 2);
    for (std::size_t n = 2; n <= 5; ++n) {
      for (std::size_t at = 0; at + n <= all.size(); ++at) add(letters_n, hash_of(all.substr(at, n)), Group::letters);
    }
  }

  static constexpr std::int64_t far = -1000;
  const Language& language_;
  std::string_view bytes_;
  const Text& text_;
  std::vector<Feature>& out_;
  std::int64_t not_at_ = far;
};

}  // namespace

Family family_of(Emotion emotion) {
  using enum Emotion;
  switch (emotion) {
    case amusement:
    case excitement:
    case joy:
    case optimism:
    case pride:
    case relief: return Family::joy;
    case admiration:
    case caring:
    case desire:
    case gratitude:
    case love: return Family::love;
    case disappointment:
    case grief:
    case sadness: return Family::sadness;
    case fear:
    case nervousness: return Family::fear;
    case anger:
    case annoyance:
    case disapproval:
    case disgust: return Family::anger;
    case embarrassment:
    case remorse: return Family::shame;
    case confusion:
    case curiosity:
    case realization:
    case surprise: return Family::surprise;
    case approval:
    case neutral: break;
  }
  return Family::calm;
}

void emotion_features(const Language& language, std::string_view bytes, const Text& text, std::vector<Feature>& out) {
  out.clear();
  Collector(language, bytes, text, out).run();
  std::ranges::sort(out, {}, &Feature::key);
  const auto rest = std::ranges::unique(out, {}, &Feature::key);
  out.erase(rest.begin(), rest.end());
}

Emotions emotions_from(std::span<const double, emotion_count> logits, std::span<const double> thresholds) {
  Emotions out = 0;
  std::size_t nearest = 0;
  for (std::size_t e = 0; e < emotion_count; ++e) {
    if (logits[e] >= thresholds[e]) out |= only(static_cast<Emotion>(e));
    if (logits[e] - thresholds[e] > logits[nearest] - thresholds[nearest]) nearest = e;
  }
  return out != 0 ? out : only(static_cast<Emotion>(nearest));
}

Emotions EmotionReader::read(std::string_view bytes) {
  read_text(language_, bytes, text_);
  emotion_features(language_, bytes, text_, features_);
  Table::Sums sums;
  table_.add(features_, sums);
  table_.finish(sums, 0, logits_);
  return emotions_from(logits_, thresholds_);
}

}  // namespace bothy::coach
