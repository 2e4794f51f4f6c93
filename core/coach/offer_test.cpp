// What the coach offers for a draft: the sentences of the checklist word for word, the forms of each label, the voice.
#include "coach/offer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

#include "coach/offer_words.h"

using namespace bothy::coach;

namespace {

Offer offer_for(std::string_view message, std::size_t feeling = 0) {
  static Reader reader = english_reader();
  return clean_offer(reader, english(), message, feeling);
}

// An offer for a message in which these words were found hard to hear, whatever the reader of today makes of it.
Offer offer_as(std::string_view message, Label label, std::string_view words, std::string_view kind = {},
               Label kind_label = Label::appreciate) {
  Draft draft;
  read_draft(english(), message, draft);
  Reading reading;
  const auto add = [&](Label l, std::string_view part) {
    const auto at = static_cast<std::uint32_t>(message.find(part));
    Finding f;
    f.label = l;
    f.span = {at, at + static_cast<std::uint32_t>(part.size())};
    f.reason = plain_reason(l);
    f.sure = true;
    f.logit = 2;
    reading.labels |= only(l);
    reading.findings.push_back(f);
  };
  add(label, words);
  if (!kind.empty()) add(kind_label, kind);
  return make_offer(english(), draft, reading, message);
}
Offer offer_as(std::string_view message, Label label) { return offer_as(message, label, message); }

bool has_text(const Offer& offer, std::string_view part) { return offer.text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("row 60: the sentence for being ignored, word for word") {
  const Offer offer = offer_for("You always ignore me");
  CHECK(offer.action == Action::rewrite);
  CHECK(offer.text == "I feel lonely when we can't talk without distractions.");
  CHECK(offer.feelings[0] == "lonely");
  CHECK(offer_for("I feel lonely when we can't talk without distractions.").action == Action::keep);
}

TEST_CASE("row 78: 'You never let me' becomes 'I need'") {
  for (const std::string_view message : {"You never let me rest", "You never let me see my friends.",
                                         "You never let me finish a sentence!", "You never let me decide anything"}) {
    const Offer offer = offer_as(message, Label::criticism);
    CHECK_MESSAGE(offer.action == Action::rewrite, message);
    CHECK_MESSAGE(offer.text.starts_with("I need "), offer.text);
  }
  CHECK(offer_for("You never let me rest").text == "I need time to rest.");
  CHECK(offer_as("You never let me have an evening to myself", Label::criticism).text.starts_with("I need an evening"));
  CHECK_FALSE(has_text(offer_as("You never let me down", Label::criticism), "need to be able"));
  // Nothing beside it may be a threat.
  CHECK(offer_as("You never let me see the kids. You will pay for it.", Label::threat).action == Action::safety);
}

TEST_CASE("rows 59 to 61, 67, 76, 77, 80, 81: good sentences are kept") {
  for (const std::string_view message :
       {"It sounds like you felt really left out when I was on my phone during dinner",
        "I feel lonely when we can't talk without distractions", "I get why what I said hurt you.", "That makes sense.",
        "I want to talk about something important. Is this okay now?", "I hate how that went, can we try again?",
        "I need an hour to myself after work to relax",
        "I can see that what I said hurt you, and I get why you're upset.",
        "I'm very sorry I talked to you like that."}) {
    CHECK_MESSAGE(offer_for(message).action == Action::keep, message);
  }
}

TEST_CASE("row 61: a yes that ends in but is said without it") {
  const Offer offer = offer_for("I get it, but you hurt me too.");
  CHECK(offer.action == Action::rewrite);
  CHECK(offer.text.starts_with("I get it. "));
  CHECK_FALSE(has_text(offer, " but "));
}

TEST_CASE("row 81: sorry with if, you or but becomes an apology of one's own") {
  for (const std::string_view message :
       {"I'm sorry if you were hurt.", "Sorry you felt that way.", "Sorry, but you started it.",
        "I'm sorry if I hurt you.", "I'm sorry I was late, but you could have called."}) {
    const Offer offer = offer_for(message);
    CHECK_MESSAGE(offer.action == Action::rewrite, message);
    CHECK_MESSAGE(offer.text.starts_with("I'm sorry "), offer.text);
    CHECK_FALSE(has_text(offer, " if "));
    CHECK_FALSE(has_text(offer, " but "));
  }
  CHECK(offer_for("I'm sorry if I hurt you.").text.starts_with("I'm sorry I hurt you."));
  CHECK(has_text(offer_for("Sorry you felt that way."), "[what I did]"));
}

TEST_CASE("row 51: contempt to curiosity, defence to owning, control to care, heat to calm") {
  CHECK(has_text(offer_as("Wow, genius, gold star for you", Label::contempt), "?"));
  CHECK(has_text(offer_as("It was not my fault", Label::defensive), "[my part]"));
  const Offer control = offer_as("You will show me your phone tonight", Label::coerce);
  CHECK(control.action == Action::safety);
  CHECK(control.text.empty());
  const Offer heat = offer_as("I'm done. Leave me alone.", Label::stonewall);
  CHECK(has_text(heat, "pause"));
  CHECK(has_text(heat, "[time]"));
  CHECK(offer_as("You will regret this", Label::threat).action == Action::safety);
}

TEST_CASE("what happened is told in the sender's own words, without what judges it") {
  CHECK(has_text(offer_as("You came in at two and left the door unlocked.", Label::complaint),
                 "you came in at two and left the door unlocked"));
  CHECK(has_text(offer_as("You always interrupt me.", Label::criticism), "you interrupt me"));
  CHECK(has_text(offer_as("Last night at dinner you told my mum about the scan, you idiot", Label::contempt),
                 "you told my mum about the scan last night at dinner"));
  CHECK(has_text(offer_as("Why can't you just put your phone down for once", Label::criticism), "put your phone down"));
  CHECK(has_text(offer_as("You could have told me", Label::blame), "I wish you had told me."));
  CHECK(has_text(offer_as("It's your fault we missed the train", Label::blame), "that we missed the train"));
}

TEST_CASE("force that the labels missed is not phrased better") {
  for (const std::string_view message : {"You're so cold. Give me your phone or we're finished",
                                         "You never listen, and if you leave I will take the kids",
                                         "ur selfish, ill end it all if u break up with me"}) {
    CHECK_MESSAGE(offer_as(message, Label::criticism).action == Action::safety, message);
  }
}

TEST_CASE("kind parts of a mixed message stay") {
  const Offer offer = offer_as("I love you but you never think", Label::criticism, "but you never think", "I love you");
  CHECK(offer.text.starts_with("I love you. I feel "));
}

TEST_CASE("a texted draft gets a texted offer") {
  const Offer offer = offer_as("u never listen to a word i say", Label::criticism);
  CHECK(offer.text.starts_with("i feel unheard"));
  CHECK(offer.text.back() != '.');
  CHECK(has_text(offer_as("u always leave ur dishes in the sink", Label::criticism), "u leave ur dishes in the sink"));
}

TEST_CASE("three feelings are offered, and the one that is picked is in the text") {
  for (std::size_t f = 0; f < 3; ++f) {
    const Offer offer = offer_for("You always ignore me", f);
    CHECK(has_text(offer, offer.feelings[f]));
  }
  const Offer slot = offer_as("You're unbelievable", Label::contempt);
  REQUIRE(slot.slots.size() == 1);
  CHECK(slot.text.substr(slot.slots[0].begin, slot.slots[0].end - slot.slots[0].begin) == "[what happened]");
}

TEST_CASE("no message breaks the maker of offers") {
  for (const std::string_view message : {"", " ", "\xff\xfe", "...", "sorry", "sorry if", "you", "why can't you", "[",
                                         "]", "\xF0\x9F\x99\x84", "if you had", "you never let me", "you're", "u r"}) {
    (void)offer_for(message);
    for (std::size_t l = 0; l < label_count; ++l) (void)offer_as(message, static_cast<Label>(l));
  }
  CHECK(count_words(offer_for(std::string(60'000, 'u')).text) <= 40);
}

namespace {

struct Row {
  std::string id;
  std::string draft;
  std::string action;
  std::string keep;
};

std::vector<Row> rows() {
  std::ifstream file(BOTHY_ROOT "/tests/data/coach_rewrites.tsv");
  std::vector<Row> out;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#') || line.starts_with("id\t")) continue;
    std::array<std::string, 4> cells;
    std::size_t at = 0;
    for (std::string& cell : cells) {
      const std::size_t tab = std::min(line.find('\t', at), line.size());
      cell = line.substr(at, tab - at);
      at = std::min(tab + 1, line.size());
    }
    out.push_back({cells[0], cells[1], cells[2], cells[3]});
  }
  return out;
}

// Where the reader of today hears nothing, the row's own label stands in: here the offers are tried, not the reader.
Offer offer_of(const Row& row, Reader& reader) {
  Reading reading = reader.read(row.draft);
  const Draft draft = reader.draft();
  const auto label = label_called(row.id.substr(0, row.id.find('-')));
  if ((reading.labels & harm_labels) == 0 && label) {
    Finding f;
    f.label = *label;
    f.span = {0, static_cast<std::uint32_t>(row.draft.size())};
    f.sure = true;
    f.logit = 1;
    reading.labels |= only(*label);
    reading.findings.push_back(f);
  }
  Offer offer;
  for (std::size_t d = 0; d < static_cast<std::size_t>(Daring::count_); ++d) {
    offer = make_offer(english(), draft, reading, row.draft, 0, static_cast<Daring>(d));
    if (offer.action != Action::rewrite || (reader.read(offer.text).labels & harm_labels) == 0) break;
  }
  return offer;
}

bool reads_clean(Reader& reader, std::string_view text) {
  for (const Finding& f : reader.read(text).findings) {
    if (is_harm(f.label) && f.sure) return false;
  }
  return true;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

TEST_CASE("the drafts of tests/data: rewritten cleanly, kept, or left alone") {
  Reader reader = english_reader();
  int rewrites = 0;
  int good = 0;
  int unheard = 0;
  int forced = 0;
  int met = 0;
  for (const Row& row : rows()) {
    const Labels labels = reader.read(row.draft).labels;
    const Offer offer = offer_of(row, reader);
    CAPTURE(row.draft);
    CAPTURE(offer.text);
    if (row.action == "keep") {
      CHECK(offer.action == Action::keep);
    } else if (row.action == "safety") {
      const bool found = has(labels, Label::threat) || has(labels, Label::coerce);
      ++(found ? forced : unheard);
      CHECK(offer.action != Action::rewrite);
      if (found) CHECK(offer.action == Action::safety);
      met += offer.action == Action::safety ? 1 : 0;
    } else {
      ++rewrites;
      const bool keeps = row.keep.empty() || offer.text.find('[') != std::string::npos ||
                         lower(offer.text).find(row.keep) != std::string::npos;
      const bool fits = count_words(offer.text) <= longest_offer(count_words(row.draft));
      const bool clean = offer.action == Action::rewrite && reads_clean(reader, offer.text);
      good += keeps && clean && fits ? 1 : 0;
      const std::string text = " " + lower(offer.text) + " ";
      for (const std::string_view word : {" always ", " never ", "you should", " idiot", " stupid", " lazy"}) {
        CHECK_MESSAGE(text.find(word) == std::string::npos, word);
      }
      if (!(keeps && clean && fits)) MESSAGE(row.id, ": ", row.draft, " -> ", offer.text);
    }
  }
  MESSAGE(good, " of ", rewrites, " rewrites read clean, fit and keep their word; ", met, " of ", forced + unheard,
          " safety rows met, ", forced, " of them by their labels");
  CHECK(good * 10 >= rewrites * 9);
}
