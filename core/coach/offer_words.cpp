// See offer_words.h.
#include "coach/offer_words.h"

#include <algorithm>

#include "coach/hash.h"

namespace bothy::coach {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// What stands between two words that follow each other in the draft; long gaps and line ends become a blank.
std::string_view gap_between(std::string_view message, std::uint32_t end, std::uint32_t begin) {
  const std::string_view gap = message.substr(end, begin - end);
  const bool plain = gap.size() <= 4 && gap.find_first_of("\n\r\t\"()[]*_") == std::string_view::npos;
  return plain && gap != "  " ? gap : std::string_view(" ");
}

// A pound sign or an apostrophe belongs to the word after it, but the reader sees only the word.
bool is_whole(const Draft& draft, std::span<const Word> words, std::size_t at, std::size_t& group) {
  const auto& tokens = draft.text.tokens;
  const std::uint32_t first = words[at].token;
  std::uint32_t last = first + 1;
  while (last < tokens.size() && (tokens[last].flags & continued) != 0) ++last;
  group = 1;
  while (at + group < words.size() && words[at + group].token < last) ++group;
  return (tokens[first].flags & continued) == 0 && group == last - first;
}

}  // namespace

bool listed(std::string_view list, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

bool in_class(const Language& language, std::uint16_t id, std::string_view name) {
  if (id == 0) return false;
  const std::uint64_t hash = hash_of(name);
  const auto classes = language.classes(id);
  return std::ranges::any_of(classes, [&](std::uint16_t c) { return language.class_hash(c) == hash; });
}

Words words_of(const Draft& draft, std::uint32_t first, std::uint32_t last) {
  Words out;
  for (std::uint32_t i = first; i < last; ++i) {
    const Token& token = draft.text.tokens[i];
    if (token.kind != TokenKind::word && token.kind != TokenKind::number) continue;
    out.push_back({draft.text.spelling(token), i, token.id});
  }
  return out;
}

std::size_t begins_with(std::span<const Word> words, std::string_view pattern) {
  std::size_t at = 0;
  while (!pattern.empty()) {
    const std::size_t blank = std::min(pattern.find(' '), pattern.size());
    if (at == words.size() || words[at].plain != pattern.substr(0, blank)) return 0;
    pattern.remove_prefix(std::min(blank + 1, pattern.size()));
    ++at;
  }
  return at;
}

std::string said(const Language& language, const Draft& draft, std::string_view message, std::span<const Word> words) {
  const auto& tokens = draft.text.tokens;
  std::string out;
  std::uint32_t end = 0;
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t group = 1;
    const bool whole = is_whole(draft, words, i, group);
    const Token& token = tokens[words[i].token];
    if (!out.empty()) {
      const bool follows = words[i].token == next && token.begin >= end;
      out += follows ? gap_between(message, end, token.begin) : std::string_view(" ");
    } else if (token.kind == TokenKind::number && token.begin > 0 && message[token.begin - 1] == '$') {
      out += '$';
    }
    std::string word(whole ? message.substr(token.begin, token.end - token.begin) : words[i].plain);
    const bool name = in_class(language, words[i].id, "=name");
    const bool shout = (token.flags & shouted) != 0 && word.size() > 2;
    const bool is_i = words[i].plain == "i";
    if (is_i && word[0] == 'i' && !whole) word[0] = 'I';
    if (!is_i && !name && (shout || i == 0)) std::ranges::transform(word, word.begin(), small);
    out += word;
    end = token.end;
    next = words[i + (whole ? group : 1) - 1].token + 1;
    i += whole ? group : 1;
  }
  return out;
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank && !in_word) ++count;
    in_word = !blank;
  }
  return count;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace bothy::coach
