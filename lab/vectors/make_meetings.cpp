// Vectors of links, recovery phrases and the messages of a meeting.
#include "lab/vectors/book.h"
#include "seal/recovery_words.h"
#include "seal/rendezvous.h"
#include "seal/seal_samples.h"

namespace bothy::vectors {
namespace {

using samples::key;

Link partner_link() { return {Purpose::partner, key(1)}; }
Link device_link() { return {Purpose::device, key(1)}; }

std::vector<std::string> words_of(const std::string& phrase) {
  std::vector<std::string> out(1);
  for (const char c : phrase) {
    if (c == ' ') out.emplace_back();
    else out.back() += c;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view between = " ") {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

/// The messages and states of one honest meeting.
struct Met {
  Meeting a;
  Meeting b;
  Bytes hello;
  Bytes answer;
  Bytes reveal;
  Meeting a_done;
  Meeting b_done;
  explicit Met(const Link& link, std::uint64_t number = 10) {
    Entropy dice = samples::entropy(number);
    a = begin_meeting(link, span_of("card of a"), 1'000, dice, hello);
    b = *answer_meeting(link, span_of("card of b"), hello, 1'000, dice, answer);
    a_done = a;
    b_done = b;
    if (!take_answer(a_done, answer, dice, reveal)) reveal.clear();
    if (!take_reveal(b_done, reveal)) b_done = b;
  }
};

Fields step(std::string_view name, const Meeting& state) {
  Meeting copy = state;
  return {{"step", Value(name)}, {"meeting", hex(save(copy))}, {"entropy", hex(key(77).span())}};
}

Fields hello_step(const Link& link) {
  return {{"step", Value("hello")}, {"link", Value(link_text(link))}, {"entropy", hex(key(77).span())}};
}

void hellos(Book& book) {
  const Met met(partner_link());
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes, const Link& link = partner_link()) {
    book.add(name, "meeting", expect, bytes, hello_step(link));
  };
  add("first message opens under its link", "ok", met.hello);
  add("nonce of the seal changed", "link_forged", flipped(met.hello, 0));
  add("text changed", "link_forged", flipped(met.hello, 30));
  add("tag changed", "link_forged", flipped(met.hello, 4'095));
  add("another link", "link_forged", met.hello, {Purpose::partner, key(2)});
  add("the same secret as a link for a device", "link_forged", met.hello, device_link());
  add("the answer in place of the first message", "link_forged", met.answer);
  add("cut", "link_forged", cut(met.hello, 4'000));
  add("nothing", "link_forged", {});
}

void later_messages(Book& book) {
  const Met met(partner_link());
  const Met other(partner_link(), 20);
  const auto add = [&](std::string_view name, std::string_view expect, const Bytes& bytes, std::string_view at, const Meeting& state) {
    book.add(name, "meeting", expect, bytes, step(at, state));
  };
  add("answer opens and both have the same words", "ok", met.answer, "answer", met.a);
  add("answer: text changed", "link_forged", flipped(met.answer, 100), "answer", met.a);
  add("answer: the maker's own message comes back", "link_forged", met.hello, "answer", met.a);
  add("a second answer", "link_used", met.answer, "answer", met.a_done);
  add("reveal opens and both have the same words", "ok", met.reveal, "reveal", met.b);
  add("reveal: text changed", "link_forged", flipped(met.reveal, 100), "reveal", met.b);
  add("reveal of another meeting: not the nonce that was bound", "link_forged", other.reveal, "reveal", met.b);
  add("a second reveal", "link_used", met.reveal, "reveal", met.b_done);
  Entropy dice = samples::entropy(30);
  const Bytes note = seal_note(met.a_done, 3, span_of("keys"), dice);
  add("a note opens for the other side", "ok", note, "note", met.b_done);
  add("a note of another meeting", "link_forged", note, "note", other.b_done);
  Fields place = step("note", met.b_done);
  place.emplace_back("index", Value(4));
  book.add("a note at another place", "meeting", "link_forged", note, place);
  Meeting state = met.a_done;
  Bytes saved = save(state);
  add("a saved meeting loads", "ok", saved, "saved", state);
  add("a saved meeting is cut", "malformed", cut(saved, saved.size() - 1), "saved", state);
  add("a saved meeting has a byte too many", "malformed", longer(saved), "saved", state);
  state.words[3] = 64;
  add("a saved meeting names a 65th word", "malformed", save(state), "saved", state);
}

}  // namespace

Book make_links() {
  Book book("links");
  const std::string good = link_text(partner_link());
  const auto add = [&](std::string_view name, std::string_view expect, const std::string& text) { book.add_text(name, "link", expect, text); };
  add("bare text for a partner", "ok", good);
  add("bare text for a device", "ok", link_text(device_link()));
  add("at the end of an address", "ok", "https://bothy.example/app#" + good);
  add("with a line end", "ok", good + "\r\n");
  add("without its beginning", "link_malformed", good.substr(3));
  add("another letter at the beginning", "link_malformed", "c" + good.substr(1));
  add("version 2", "too_new", "b2" + good.substr(2));
  add("version is a letter", "link_malformed", "bx" + good.substr(2));
  add("no dot", "link_malformed", "b1:" + good.substr(3));
  add("last character missing", "link_malformed", good.substr(0, 45));
  add("one character too many", "link_malformed", good + "A");
  add("padding", "link_malformed", good + "=");
  add("a plus in place of a minus", "link_malformed", good.substr(0, 20) + "+" + good.substr(21));
  add("spare bits are set", "link_malformed", good.substr(0, 45) + "_");
  add("a space inside", "link_malformed", good.substr(0, 20) + " " + good.substr(21));
  add("an address without a link", "link_malformed", "https://bothy.example/app");
  add("text behind a second hash", "link_malformed", good + "#top");
  add("nothing", "link_malformed", "");
  return book;
}

Book make_phrases() {
  Book book("phrases");
  const std::string good = phrase_of(key(1));
  const auto words = words_of(good);
  const auto add = [&](std::string_view name, std::string_view expect, const std::string& text) { book.add_text(name, "phrase", expect, text); };
  add("24 words", "ok", good);
  std::string shouted = good;
  for (auto& c : shouted) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  add("in capitals", "ok", shouted);
  auto brief = words;
  for (auto& word : brief) word.resize(4);
  add("first four letters of each, numbered", "ok", joined(brief, "\n1. "));
  auto changed = words;
  changed[23] = std::string(recovery_word(static_cast<std::uint16_t>((recovery_index(words[23]) + 1) % recovery_word_count)));
  add("last word is its neighbour in the list: the check does not fit", "wrong_phrase", joined(changed));
  changed = words;
  std::swap(changed[0], changed[1]);
  add("first two words changed places", "wrong_phrase", joined(changed));
  changed = words;
  changed.pop_back();
  add("23 words", "wrong_phrase", joined(changed));
  changed = words;
  changed.push_back(words[0]);
  add("25 words", "wrong_phrase", joined(changed));
  changed = words;
  changed[7] = "qqqqq";
  add("a word that is not in the list", "wrong_phrase", joined(changed));
  changed = words;
  changed[7].resize(3);
  add("a word cut to three letters", "wrong_phrase", joined(changed));
  add("no spaces", "wrong_phrase", joined(words, ""));
  add("nothing", "wrong_phrase", "");
  return book;
}

Book make_meetings() {
  Book book("meetings");
  hellos(book);
  later_messages(book);
  return book;
}

}  // namespace bothy::vectors
