// See offer_voice.h.
#include "coach/offer_voice.h"

#include <algorithm>

namespace bothy::coach {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }

// One word of the text, apostrophes within.
std::string said_as(const Voice& voice, std::string word) {
  if (voice.small) {
    for (char& c : word) c = is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (voice.short_you && word == "you") return "u";
  if (voice.short_your && word == "your") return "ur";
  if (voice.short_your && word == "you're") return "ur";
  if (voice.bare) std::erase(word, '\'');
  return word;
}

// In a text without stops, sentences are parted by commas.
std::string without_stops(std::string_view text) {
  std::string out;
  bool in_slot = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    in_slot = text[i] == '[' || (in_slot && text[i] != ']');
    const bool stop = !in_slot && (text[i] == '.' || text[i] == '?');
    if (!stop) {
      out += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == ' ') {
      out += text[i] == '?' ? "?" : ",";
    } else if (i + 1 < text.size()) {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

Voice voice_of(const Draft& draft, std::string_view message) {
  Voice voice;
  std::size_t capitals = 0;
  bool first_small = false;
  bool any = false;
  for (const Token& token : draft.text.tokens) {
    if (token.kind != TokenKind::word || (token.flags & continued) != 0) continue;
    const std::string_view typed = message.substr(token.begin, token.end - token.begin);
    if (!any) first_small = !is_capital(typed.empty() ? 'A' : typed[0]);
    any = true;
    if (is_capital(typed.empty() ? 'a' : typed[0]) && (token.flags & shouted) == 0) ++capitals;
    voice.short_you = voice.short_you || typed == "u" || typed == "U";
    voice.short_your = voice.short_your || typed == "ur" || typed == "Ur";
    voice.bare = voice.bare || typed == "dont" || typed == "cant" || typed == "im" || typed == "didnt" ||
                 typed == "wont" || typed == "isnt" || typed == "ive" || typed == "doesnt" || typed == "youre" ||
                 typed == "thats" || typed == "Im" || typed == "Dont" || typed == "arent" || typed == "wasnt";
  }
  voice.small = any && first_small && capitals <= 2;
  std::size_t end = message.size();
  while (end > 0 && (message[end - 1] == ' ' || message[end - 1] == '\n')) --end;
  const bool stops = end > 0 && (message[end - 1] == '.' || message[end - 1] == '?' || message[end - 1] == '!');
  voice.unstopped = voice.small && !stops && message.find(". ") == std::string_view::npos;
  return voice;
}

std::string in_voice(const Voice& voice, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '[') {
      const std::size_t close = std::min(text.find(']', i), text.size() - 1);
      out += text.substr(i, close + 1 - i);
      i = close + 1;
    } else if (is_letter(text[i])) {
      std::size_t end = i;
      while (end < text.size() && (is_letter(text[end]) || (text[end] == '\'' && end + 1 < text.size()))) ++end;
      out += said_as(voice, std::string(text.substr(i, end - i)));
      i = end;
    } else {
      out += text[i++];
    }
  }
  return voice.unstopped ? without_stops(out) : out;
}

}  // namespace bothy::coach
