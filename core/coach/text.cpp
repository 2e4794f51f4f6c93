// See text.h. Two passes: bytes to folded signs, signs to tokens; then quotation marks are paired.
#include "coach/text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "coach/fold.h"
#include "coach/hash.h"

namespace bothy::coach {
namespace {

// A folded sign packed into 32 bits: point, what it is, and whether it was a capital.
constexpr std::uint32_t point_mask = 0x1FFFFF;
constexpr std::uint32_t sign_shift = 21;
constexpr std::uint32_t upper_bit = 1U << 30U;
// All names are one to the learned layer; this one stands for those that the vocabulary lacks.
constexpr std::string_view some_name = "james";
// Tokens a quotation may hold; keeps a message of nothing but quotation marks linear.
constexpr std::size_t longest_quotation = 200;

Sign sign_of(std::uint32_t packed) { return static_cast<Sign>(packed >> sign_shift & 0xFU); }
std::uint32_t point_of(std::uint32_t packed) { return packed & point_mask; }

void fold_all(std::string_view bytes, Text& out) {
  out.points.clear();
  out.place.clear();
  out.own = out.foreign = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = decode(bytes, at);
    const Folded folded = fold(decoded.point);
    if (folded.sign != Sign::nothing) {
      if (folded.sign == Sign::letter) ++(folded.foreign ? out.foreign : out.own);
      out.points.push_back(folded.point | static_cast<std::uint32_t>(folded.sign) << sign_shift |
                           (folded.upper ? upper_bit : 0));
      out.place.push_back(static_cast<std::uint32_t>(at));
    }
    at += decoded.bytes;
  }
  out.place.push_back(static_cast<std::uint32_t>(bytes.size()));
}

void append_utf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6U);
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12U);
    out += static_cast<char>(0x80 | (point >> 6U & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | point >> 18U);
    out += static_cast<char>(0x80 | (point >> 12U & 0x3F));
    out += static_cast<char>(0x80 | (point >> 6U & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

class Tokenizer {
 public:
  Tokenizer(const Language& language, std::string_view bytes, Text& out)
      : language_(language), bytes_(bytes), out_(out) {}

  void run() {
    while (at_ < size() && out_.tokens.size() + 4 < max_tokens) {
      switch (sign(at_)) {
        case Sign::letter:
        case Sign::digit: word(); break;
        case Sign::picture: picture(); break;
        case Sign::quote:
        case Sign::quote_open:
        case Sign::quote_close:
        case Sign::apostrophe: quote(); break;
        case Sign::mark:
        case Sign::line: mark(); break;
        case Sign::space:
        case Sign::nothing: ++at_; break;
      }
    }
  }

 private:
  [[nodiscard]] std::size_t size() const { return out_.points.size(); }
  [[nodiscard]] Sign sign(std::size_t i) const { return i < size() ? sign_of(out_.points[i]) : Sign::space; }
  [[nodiscard]] std::uint32_t point(std::size_t i) const { return i < size() ? point_of(out_.points[i]) : 0; }
  [[nodiscard]] bool is_letter(std::size_t i) const { return sign(i) == Sign::letter; }
  [[nodiscard]] bool is_alnum(std::size_t i) const { return is_letter(i) || sign(i) == Sign::digit; }
  // "f**k" and "sh*t": a star between letters stands for letters.
  [[nodiscard]] bool is_mask(std::size_t i) const {
    if (point(i) != '*' && point(i) != '#') return false;
    std::size_t after = i;
    while (point(after) == '*' || point(after) == '#') ++after;
    return is_letter(after);
  }
  // The byte just after the sign at i: accents and joiners that follow it belong to it.
  [[nodiscard]] std::uint32_t end_byte(std::size_t i) const {
    const std::uint32_t from = out_.place[i];
    return from + decode(bytes_, from).bytes;
  }

  Token& add(TokenKind kind, std::string_view spelling, std::size_t from, std::size_t to) {
    Token token;
    token.kind = kind;
    token.begin = out_.place[from];
    token.end = end_byte(to - 1);
    token.at = static_cast<std::uint32_t>(out_.letters.size());
    token.length = static_cast<std::uint16_t>(std::min<std::size_t>(spelling.size(), 0xFFFF));
    out_.letters.append(spelling);
    token.id = language_.word(spelling);
    token.hash = token.id == 0 ? hash_of(spelling) : language_.feature_hash(token.id);
    out_.tokens.push_back(token);
    return out_.tokens.back();
  }

  void word() {
    const std::size_t from = at_;
    std::size_t digits = 0;
    std::size_t capitals = 0;
    while (at_ < size()) {
      const bool inner = (sign(at_) == Sign::apostrophe && is_letter(at_ + 1)) || (at_ > from && is_mask(at_));
      if (!is_alnum(at_) && !inner) break;
      digits += sign(at_) == Sign::digit ? 1 : 0;
      capitals += (out_.points[at_] & upper_bit) != 0 ? 1 : 0;
      ++at_;
    }
    std::uint8_t flags = 0;
    const std::size_t length = at_ - from;
    if (capitals >= 2 && capitals == length - digits) flags |= shouted;
    if (from > 0 && (point(from - 1) == '*' || point(from - 1) == '_')) flags |= emphatic;
    spell(from, at_);
    if (digits == length) {
      add(TokenKind::number, "<num>", from, at_);
      return;
    }
    if (digits > 0 && language_.word(spelling_) == 0 && sign(from) == Sign::digit) {
      number_and_unit(from);
      return;
    }
    const bool name = capitals == 1 && digits == 0 && length >= 3 && could_be_name(from);
    flags |= squeeze();
    const std::size_t first = out_.tokens.size();
    spelled_out(from, at_, flags);
    if (Token& token = out_.tokens[first]; name && token.id == 0) {
      token.id = language_.word(some_name);
      token.hash = language_.feature_hash(token.id);
    }
  }

  // A capital inside a sentence, or before a comma: an unknown word written so is read as some name.
  [[nodiscard]] bool could_be_name(std::size_t from) const {
    if ((out_.points[from] & upper_bit) == 0) return false;
    const bool opens = out_.tokens.empty() || out_.tokens.back().kind == TokenKind::mark;
    return !opens || point(at_) == ',';
  }

  void spell(std::size_t from, std::size_t to) {
    spelling_.clear();
    for (std::size_t i = from; i < to; ++i) append_utf8(spelling_, point(i));
  }

  // "7pm", "20min": the number, then what follows it.
  void number_and_unit(std::size_t from) {
    std::size_t cut = from;
    while (sign(cut) == Sign::digit) ++cut;
    add(TokenKind::number, "<num>", from, cut);
    spell(cut, at_);
    squeeze();
    spelled_out(cut, at_, 0);
  }

  // "soooo" -> "so", "goood" -> "good": the shortest of two squeezings that is a word of the language.
  std::uint8_t squeeze() {
    bool any = false;
    std::string& twice = spelling_;
    std::string& once = once_;
    once.clear();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < twice.size();) {
      std::size_t run = i;
      while (run < twice.size() && twice[run] == twice[i]) ++run;
      const bool letter = twice[i] >= 'a' && twice[i] <= 'z';
      const bool long_run = letter && run - i >= 3;
      any = any || long_run;
      const char c = twice[i];
      once.append(long_run ? 1 : run - i, c);
      for (std::size_t k = 0; k < (long_run ? 2 : run - i); ++k) twice[kept++] = c;
      i = run;
    }
    twice.resize(kept);
    if (!any) return 0;
    if (language_.word(twice) == 0) twice = once;
    return stretched;
  }

  // "ill tell her": the sign was left out. Without a plain verb after it "ill" stays what it is.
  [[nodiscard]] bool will_is_meant(std::size_t to) const {
    if (spelling_ != "ill") return false;
    std::string next;
    while (to < out_.points.size() && sign(to) == Sign::space) ++to;
    for (; to < out_.points.size() && sign(to) == Sign::letter; ++to) append_utf8(next, point(to));
    return language_.is(language_.word(next), Class::verb);
  }

  // Writes the word as what it is short for, or as it is.
  void spelled_out(std::size_t from, std::size_t to, std::uint8_t flags) {
    if (will_is_meant(to)) spelling_ = "i'll";
    const std::uint16_t id = language_.word(spelling_);
    const auto form = id == 0 ? std::span<const std::uint16_t>{} : language_.spelled_out(id);
    if (!form.empty()) {
      for (const std::uint16_t word : form) {
        add(TokenKind::word, language_.spelling(word), from, to).flags = flags;
        flags |= continued;
      }
      return;
    }
    if (id == 0 && contraction(from, to, flags)) return;
    add(TokenKind::word, spelling_, from, to).flags = flags;
  }

  bool contraction(std::size_t from, std::size_t to, std::uint8_t flags) {
    struct Tail {
      std::string_view ending;
      std::string_view word;
    };
    static constexpr std::array<Tail, 7> tails = {Tail{"n't", "not"},  Tail{"'re", "are"}, Tail{"'ll", "will"},
                                                  Tail{"'ve", "have"}, Tail{"'m", "am"},   Tail{"'d", "would"},
                                                  Tail{"'s", "'s"}};
    const std::string whole = spelling_;
    const auto at = std::ranges::find_if(
        tails, [&](const Tail& t) { return whole.size() > t.ending.size() && whole.ends_with(t.ending); });
    if (at == tails.end()) return false;
    const std::string_view head = std::string_view(whole).substr(0, whole.size() - at->ending.size());
    add(TokenKind::word, head, from, to).flags = flags;
    add(TokenKind::word, at->word, from, to).flags = static_cast<std::uint8_t>(flags | continued);
    return true;
  }

  void picture() {
    const std::size_t from = at_;
    const std::uint32_t use = point(at_);
    while (at_ < size() && sign(at_) == Sign::picture && point(at_) == use) ++at_;
    Token& token = add(TokenKind::picture, word_of(static_cast<PictureUse>(use)), from, at_);
    if (at_ - from > 2) token.flags |= stretched;
  }

  // A quotation mark becomes a token of its own here; pair_quotes takes them out again.
  void quote() {
    const Sign s = sign(at_);
    const bool before = at_ > 0 && is_alnum(at_ - 1);
    const bool after = is_alnum(at_ + 1);
    if (s == Sign::apostrophe) {
      if (before == after) {
        ++at_;
        return;
      }
      add(TokenKind::mark, after ? "'(" : "')", at_, at_ + 1);
    } else {
      add(TokenKind::mark, s == Sign::quote_open ? "\"(" : s == Sign::quote_close ? "\")" : "\"", at_, at_ + 1);
    }
    ++at_;
  }

  void mark() {
    if (emoticon()) return;
    const std::size_t from = at_;
    const std::uint32_t which = point(at_);
    while (at_ < size() && sign(at_) == sign(from) && point(at_) == which) ++at_;
    if (which == '*' || which == '_' || which == '#' || which == '~') return;
    std::string_view spelling = "-";
    switch (which) {
      case '\n': spelling = "\n"; break;
      case '.': spelling = at_ - from > 1 ? "..." : "."; break;
      case 0x2026: spelling = "..."; break;
      case ',': spelling = ","; break;
      case '!': spelling = "!"; break;
      case '?': spelling = "?"; break;
      case ':':
      case ';': spelling = ";"; break;
      case '(':
      case '[':
      case ')':
      case ']': spelling = ")"; break;
      default: break;
    }
    Token& token = add(TokenKind::mark, spelling, from, at_);
    if (at_ - from > 1) token.flags |= stretched;
  }

  // ":)" and kin, typed: eyes, perhaps a nose, a mouth, and then no letter.
  bool emoticon() {
    const std::uint32_t eyes = point(at_);
    if (eyes == '<' && point(at_ + 1) == '3') return face("<love>", 2);
    if (eyes != ':' && eyes != ';' && eyes != '=') return false;
    const std::size_t nose = point(at_ + 1) == '-' || point(at_ + 1) == '\'' ? 1 : 0;
    const std::uint32_t mouth = point(at_ + 1 + nose);
    if (is_letter(at_ + 2 + nose)) return false;
    const std::size_t length = 2 + nose;
    switch (mouth) {
      case ')':
      case ']': return face(eyes == ';' ? "<wink>" : "<glad>", length);
      case '(':
      case '[': return face(nose == 1 && point(at_ + 1) == '\'' ? "<cry>" : "<sad>", length);
      case '/':
      case '|': return face("<sad>", length);
      case 'd': return face("<laugh>", length);
      case 'p': return face("<wink>", length);
      case '*': return face("<kiss>", length);
      case '\'': return face("<cry>", length);
      default: return false;
    }
  }
  bool face(std::string_view word, std::size_t length) {
    const std::size_t to = std::min(at_ + length, size());
    add(TokenKind::picture, word, at_, to);
    at_ = to;
    return true;
  }

  const Language& language_;
  std::string_view bytes_;
  Text& out_;
  std::size_t at_ = 0;
  std::string spelling_;
  std::string once_;
};

// Which closing token answers the quotation mark at `from`, if one does.
std::optional<std::size_t> closing(const Text& text, std::size_t from) {
  const std::string_view open = text.spelling(text.tokens[from]);
  const std::string_view close = open == "'(" ? "')" : open == "\"(" ? "\")" : open == "\"" ? "\"" : "";
  if (close.empty()) return std::nullopt;
  const std::size_t last = std::min(text.tokens.size(), from + longest_quotation);
  for (std::size_t i = from + 1; i < last; ++i) {
    if (text.tokens[i].kind == TokenKind::mark && text.spelling(text.tokens[i]) == close) return i;
  }
  return std::nullopt;
}

bool is_quotation(const Text& text, const Token& token) {
  const std::string_view s = text.spelling(token);
  return token.kind == TokenKind::mark && !s.empty() && (s[0] == '"' || s[0] == '\'');
}

// Flags what stands between two quotation marks, then drops the marks; one without a partner means nothing.
void pair_quotes(Text& text) {
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    if (!is_quotation(text, text.tokens[i])) continue;
    const auto end = closing(text, i);
    if (!end) continue;
    for (std::size_t k = i + 1; k < *end; ++k) text.tokens[k].flags |= quoted;
    i = *end;
  }
  std::erase_if(text.tokens, [&](const Token& t) { return is_quotation(text, t); });
}

}  // namespace

void read_text(const Language& language, std::string_view bytes, Text& out) {
  out.tokens.clear();
  out.letters.clear();
  fold_all(bytes.substr(0, max_text_bytes), out);
  Tokenizer(language, bytes, out).run();
  pair_quotes(out);
}

bool in_other_script(const Text& text) {
  constexpr double most_foreign = 0.3;
  return text.foreign > most_foreign * (text.own + text.foreign);
}

bool in_other_words(const Text& text) {
  constexpr std::size_t least_words = 4;
  constexpr double most_unknown = 0.4;
  std::size_t words = 0;
  std::size_t unknown = 0;
  for (const Token& token : text.tokens) {
    if (token.kind != TokenKind::word || (token.flags & continued) != 0) continue;
    ++words;
    unknown += token.id == 0 ? 1 : 0;
  }
  return words >= least_words && static_cast<double>(unknown) > most_unknown * static_cast<double>(words);
}

}  // namespace bothy::coach
