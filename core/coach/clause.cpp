// See clause.h. First the cuts, by marks and connectives; then each clause's own frame; then what carries over.
#include "coach/clause.h"

#include <algorithm>
#include <array>

namespace bothy::coach {
namespace {

// Beyond this a run of words without any mark or connective is cut anyway.
constexpr std::uint32_t longest_clause = 40;

class Cutter {
 public:
  Cutter(const Language& language, const Text& text, std::vector<Clause>& out)
      : language_(language), text_(text), out_(out) {}

  void run() {
    const auto count = static_cast<std::uint32_t>(text_.tokens.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      const Token& token = text_.tokens[i];
      if (token.kind == TokenKind::mark) {
        mark(i);
      } else if (token.kind == TokenKind::picture) {
        // A picture belongs to what it follows; the next word begins anew.
        last_ = i + 1;
        pictured_ = true;
      } else {
        if (pictured_) end_sentence(i);
        if (cuts_before(i)) end_clause(i);
        last_ = i + 1;
      }
    }
    end_clause(count);
  }

 private:
  [[nodiscard]] bool is(std::uint32_t i, Class c) const {
    return i < text_.tokens.size() && language_.is(text_.tokens[i].id, c);
  }

  void mark(std::uint32_t i) {
    const std::string_view s = text_.spelling(text_.tokens[i]);
    if (s == ".") {
      end_sentence(i + 1);
    } else if (s == "?" || s == "!" || s == "...") {
      last_ = i + 1;  // these two say something about what stands before them
      end_sentence(i + 1);
    } else if (s == "\n") {
      end_sentence(i + 1);
    } else if (s == "," || s == "-" || s == ";" || s == ")") {
      if (i > first_ + 1 || s != ",") end_clause(i + 1);
    }
  }

  [[nodiscard]] bool cuts_before(std::uint32_t i) const {
    if (i <= first_ || (text_.tokens[i].flags & continued) != 0) return false;
    if (i - first_ >= longest_clause) return true;
    if (is(i, Class::connective)) return true;
    // "and", "so", "or", "then" join words as often as clauses: a cut only where somebody acts next.
    return is(i, Class::join) && (is(i + 1, Class::i) || is(i + 1, Class::you) || is(i + 1, Class::we) ||
                                  is(i + 1, Class::they) || is(i + 1, Class::starter) || is(i + 1, Class::join));
  }

  void end_clause(std::uint32_t next) {
    if (last_ > first_) out_.push_back({first_, last_, 0, sentence_});
    first_ = last_ = next;
    pictured_ = false;
  }
  void end_sentence(std::uint32_t next) {
    end_clause(next);
    if (!out_.empty() && out_.back().sentence == sentence_) ++sentence_;
  }

  const Language& language_;
  const Text& text_;
  std::vector<Clause>& out_;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  std::uint32_t sentence_ = 0;
  bool pictured_ = false;
};

// What one clause says of itself.
class Framer {
 public:
  Framer(const Language& language, const Text& text, const Clause& clause)
      : language_(language), text_(text), clause_(clause) {}

  [[nodiscard]] std::uint32_t frame() {
    for (std::uint32_t i = clause_.first; i < clause_.last; ++i) token(i);
    if (subject_ == 0) subject_ = is_command() ? by_you | command : by_nobody;
    if (asks()) frame_ |= question;
    const std::uint32_t words = std::max<std::uint32_t>(words_, 1);
    if (quoted_ * 2 > words) frame_ |= is_quoted;
    return frame_ | subject_ | opener();
  }

 private:
  [[nodiscard]] bool is(std::uint32_t i, Class c) const {
    return i >= clause_.first && i < clause_.last && language_.is(text_.tokens[i].id, c);
  }
  void subject(std::uint32_t who) {
    if (subject_ == 0 && !seen_verb_) subject_ = who;
  }

  void token(std::uint32_t i) {
    const Token& t = text_.tokens[i];
    words_ += t.kind == TokenKind::word ? 1 : 0;
    quoted_ += t.kind == TokenKind::word && (t.flags & quoted) != 0 ? 1 : 0;
    if ((t.flags & (shouted | emphatic)) != 0 || (t.kind == TokenKind::mark && (t.flags & stretched) != 0))
      frame_ |= loud;
    for (const std::uint16_t c : language_.classes(t.id)) known(static_cast<Class>(c), i);
  }

  void known(Class c, std::uint32_t i) {
    switch (c) {
      case Class::i:
        subject(by_me);
        frame_ |= about_me;
        break;
      case Class::you:
        subject(by_you);
        frame_ |= to_you;
        break;
      case Class::we: subject(by_us); break;
      case Class::they:
      case Class::outsider:
      case Class::relative_of_own:
        subject(by_others);
        if (c == Class::outsider) frame_ |= about_outsiders;
        break;
      case Class::my: frame_ |= about_me; break;
      case Class::your: frame_ |= to_you; break;
      case Class::not_: frame_ |= negated; break;
      case Class::verb: seen_verb_ = seen_verb_ || subject_ != 0; break;
      case Class::past: frame_ |= past; break;
      case Class::habit: frame_ |= habitual; break;
      case Class::wish: frame_ |= wished; break;
      case Class::hypothetical: frame_ |= supposed; break;
      case Class::report:
        if (i > clause_.first || subject_ != 0) frame_ |= reported;
        break;
      case Class::laugh:
      case Class::wink:
      case Class::pet_name: frame_ |= playful; break;
      case Class::eye_roll:
      case Class::slow_clap:
      case Class::over_praise: frame_ |= mocking; break;
      default: break;
    }
  }

  // A first word that is a verb, or "please", "do not", "stop": a command unless it asks.
  [[nodiscard]] bool is_command() const {
    std::uint32_t i = clause_.first;
    while (is(i, Class::please) || is(i, Class::connective) || is(i, Class::join) || is(i, Class::pet_name)) ++i;
    return is(i, Class::verb) && !is(i, Class::past);
  }

  [[nodiscard]] bool asks() const {
    if (text_.spelling(text_.tokens[clause_.last - 1]) == "?") return true;
    std::uint32_t i = clause_.first;
    while (is(i, Class::join) || is(i, Class::pet_name) || is(i, Class::please)) ++i;
    if (is(i, Class::ask)) return !is(i + 1, Class::count_);
    const bool person_next =
        is(i + 1, Class::you) || is(i + 1, Class::we) || is(i + 1, Class::i) || is(i + 1, Class::they);
    return (is(i, Class::modal) || is(i, Class::be)) && person_next;
  }

  [[nodiscard]] std::uint32_t opener() const {
    const std::string_view s = text_.spelling(text_.tokens[clause_.first]);
    if (s == "but" || s == "except" || s == "though" || s == "although") return after_but;
    if (s == "because") return after_because;
    if (s == "if" || s == "unless") return after_if;
    if (s == "when" || s == "while" || s == "whenever") return after_when;
    return 0;
  }

  const Language& language_;
  const Text& text_;
  const Clause& clause_;
  std::uint32_t frame_ = 0;
  std::uint32_t subject_ = 0;
  std::uint32_t words_ = 0;
  std::uint32_t quoted_ = 0;
  bool seen_verb_ = false;
};

// What clauses take over: a report holds to the end of its sentence, laughter for the whole message.
void carry_over(std::vector<Clause>& clauses) {
  std::uint32_t whole = 0;
  for (const Clause& c : clauses) whole |= c.frame & (playful | mocking);
  std::uint32_t told = 0;
  std::uint32_t sentence = 0;
  for (Clause& c : clauses) {
    if (c.sentence != sentence) told = 0;
    sentence = c.sentence;
    const bool teller = (c.frame & (by_others | past)) != 0;
    if ((c.frame & reported) != 0 && !teller) c.frame &= ~reported;
    c.frame |= told | whole;
    told |= c.frame & reported;
  }
  clauses.front().frame |= opens_message;
  clauses.back().frame |= closes_message;
}

}  // namespace

std::span<const std::string_view> frame_names() {
  static constexpr std::array<std::string_view, 27> names = {
      "me",       "you",    "us",    "others",  "nobody", "to_you", "not",   "question", "command",
      "wish",     "past",   "habit", "quoted",  "told",   "if_so",  "play",  "mocking",  "loud",
      "outsider", "heated", "but",   "because", "if",     "when",   "first", "last",     "about_me"};
  return names;
}

void find_clauses(const Language& language, const Text& text, std::vector<Clause>& out) {
  out.clear();
  Cutter(language, text, out).run();
  for (Clause& clause : out) clause.frame = Framer(language, text, clause).frame();
  if (!out.empty()) carry_over(out);
}

}  // namespace bothy::coach
