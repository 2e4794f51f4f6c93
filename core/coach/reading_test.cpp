// What the coach reads in a message, label by label: the sentences of the checklist word for word, the known traps, any
// bytes at all, and that an explanation names the words that mattered.
#include "coach/reading.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <string>
#include <vector>

using namespace bothy::coach;

namespace {

const Reading& read(std::string_view text, const Before& before = {}) {
  static Reader reader = english_reader();
  return reader.read(text, before);
}
bool reads(std::string_view text, Label label) { return has(read(text).labels, label); }
bool is_clean(std::string_view text) { return (read(text).labels & harm_labels) == 0; }

void check_each(std::initializer_list<std::string_view> texts, Label label) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(reads(text, label));
  }
}
void check_clean(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(is_clean(text));
  }
}

}  // namespace

TEST_CASE("row 59: 'It sounds like you felt really left out when I was on my phone during dinner' reflects") {
  constexpr std::string_view text = "It sounds like you felt really left out when I was on my phone during dinner";
  CHECK(reads(text, Label::reflect));
  CHECK(is_clean(text));
}

TEST_CASE("row 60: 'You always ignore me' is criticism because of 'always'; the other way to say it passes clean") {
  const Reading& reading = read("You always ignore me");
  REQUIRE(has(reading.labels, Label::criticism));
  const auto finding = std::ranges::find(reading.findings, Label::criticism, &Finding::label);
  REQUIRE(finding != reading.findings.end());
  CHECK(finding->reason == Reason::generalises);
  CHECK(finding->span == Span{0, 20});
  constexpr std::string_view clean = "I feel lonely when we can't talk without distractions";
  CHECK(is_clean(clean));
  CHECK(reads(clean, Label::feeling));
}

TEST_CASE("row 61: to validate is not to agree, and 'but' takes it back") {
  check_each({"I get why what I said hurt you.", "That makes sense."}, Label::validate);
  check_clean({"I get why what I said hurt you.", "That makes sense."});
  const Reading& reading = read("I get it, but you're overreacting again.");
  CHECK((reading.labels & harm_labels) != 0);
}

TEST_CASE("row 67: the invitation to an important talk is a request without harm") {
  constexpr std::string_view text = "I want to talk about something important. Is this okay now?";
  CHECK(is_clean(text));
  CHECK((reads(text, Label::request) || reads(text, Label::bid)));
}

TEST_CASE("row 76: 'I hate how that went, can we try again?' repairs") {
  CHECK(reads("I hate how that went, can we try again?", Label::repair));
  CHECK(is_clean("I hate how that went, can we try again?"));
}

TEST_CASE("row 77: 'I need an hour to myself after work to relax' is one's own need, not harm") {
  constexpr std::string_view text = "I need an hour to myself after work to relax";
  CHECK((reads(text, Label::need) || reads(text, Label::boundary)));
  CHECK(is_clean(text));
}

TEST_CASE("row 78: 'You never let me' is criticism; 'I need' is not") {
  check_each({"You never let me rest", "You never let me finish a sentence"}, Label::criticism);
  check_clean({"I need an hour of rest.", "I need to finish what I am saying."});
}

TEST_CASE("row 80: 'I can see that what I said hurt you, and I get why you're upset.' owns and validates") {
  constexpr std::string_view text = "I can see that what I said hurt you, and I get why you're upset.";
  CHECK(reads(text, Label::validate));
  CHECK(is_clean(text));
}

TEST_CASE("row 81: an apology without excuses passes; 'sorry if', 'sorry you felt', 'sorry but' do not") {
  CHECK(reads("I'm very sorry I talked to you like that.", Label::apology));
  CHECK(is_clean("I'm very sorry I talked to you like that."));
  check_each(
      {"I'm sorry if you were hurt.", "I'm sorry you felt that way.", "Sorry, but you started it.",
       "sorry if that upset u", "I'm sorry you took it like that", "I am sorry but I was tired and you pushed me"},
      Label::nonapology);
}

TEST_CASE("row 51: of four pairs the hard half is heard and the good half is not taken for it") {
  SUBCASE("curiosity and contempt") {
    check_each({"What kind of idiot forgets his own keys?", "You're pathetic."}, Label::contempt);
    check_each({"What was going through your head when I left?", "How was it for you?"}, Label::curious);
  }
  SUBCASE("accountability and defensiveness") {
    check_each({"That's not my fault, you never told me.", "Oh so it's a crime to be tired now"}, Label::defensive);
    check_each({"I broke what we agreed. I'm sorry, that's on me."}, Label::apology);
  }
  SUBCASE("care and control") {
    check_each(
        {"You're not going out tonight unless you show me your phone.", "I want to see your call log when you get in."},
        Label::coerce);
    check_each({"Whatever they say on Monday, I'm next to you."}, Label::support);
  }
  SUBCASE("responding and reacting") {
    check_each({"Whatever. I'm done talking to you."}, Label::stonewall);
    check_each({"I need to stop for tonight. Tomorrow at ten?"}, Label::boundary);
  }
}

TEST_CASE("praise with always and never is appreciation") {
  check_each({"You never forget a birthday, it's my favourite thing about you.", "You always make me laugh."},
             Label::appreciate);
  check_clean({"You never forget a birthday, it's my favourite thing about you.", "You always make me laugh."});
}

TEST_CASE("what was quoted, told of others, said of oneself or of things is no harm to the partner") {
  check_clean({"She told me I'm always late.", "My boss is an idiot.", "I never finish anything I start",
               "My mum said 'you are useless' to the waiter.", "The landlord always ignores our emails.",
               "It's nobody's fault the flat fell through.", "I'm such an idiot, I locked us out again.",
               "In the film she screams I hate you and leaves him."});
}

TEST_CASE("play between two is not contempt or threat") {
  for (const std::string_view text :
       {"I'll end you at chess tonight \U0001f602", "you look like a broken toy in that pose \U0001f602"}) {
    CAPTURE(text);
    CHECK(!reads(text, Label::contempt));
    CHECK(!reads(text, Label::threat));
  }
}

TEST_CASE("'k', 'fine', 'whatever', 'I'm done' say nothing by themselves and something in a quarrel") {
  for (const std::string_view text : {"k", "fine", "whatever", "I'm done"}) {
    CAPTURE(text);
    CHECK(!reads(text, Label::stonewall));
    Before quarrel;
    quarrel.conflict = 3;
    CHECK(has(read(text, quarrel).labels, Label::stonewall));
  }
}

TEST_CASE("any bytes give a reading or silence, with spans inside the text") {
  std::string storm;
  for (int i = 0; i < 400; ++i) storm += "\U0001f621";
  for (const std::string& text :
       {std::string(), std::string("x"), std::string("\xff\xfe\x80you never listen\xc3"), std::string(65'536, 'a'),
        std::string("\u0623\u0646\u062a \u0644\u0627 \u062a\u0633\u0645\u0639\u0646\u064a \u0623\u0628\u062f\u0627"),
        std::string("y\u200bo\u200bu\u200b never\u200d listen"), storm, std::string("\0you\0", 5),
        std::string(70'000, '\n')}) {
    const Reading& reading = read(text);
    for (const Finding& f : reading.findings) {
      CHECK(f.span.begin < f.span.end);
      CHECK(f.span.end <= text.size());
    }
  }
  CHECK(read("\u0623\u0646\u062a \u0644\u0627 \u062a\u0633\u0645\u0639\u0646\u064a \u0623\u0628\u062f\u0627").silent);
  CHECK(read("Immer vergisst du alles, du bist so egoistisch.").silent);
  CHECK_FALSE(read("u nevr lisen to me wen im talkin").silent);
  CHECK(reads("y\u200bo\u200bu never\u200d listen to me", Label::criticism));
}

TEST_CASE("a mark explains: without its words the label is gone in 95 of 100 notes") {
  std::size_t notes = 0;
  std::size_t gone = 0;
  for (const char* file : {"/tests/data/coach_rewrites.tsv", "/tests/data/heard.tsv"}) {
    std::ifstream in(std::string(BOTHY_ROOT) + file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
      const std::size_t tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string::npos) continue;
      const std::string text = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
      const std::vector<Finding> findings = read(text).findings;
      for (const Finding& note : findings) {
        if (!note.sure || !is_harm(note.label)) continue;
        std::string rest = text;
        for (auto f = findings.rbegin(); f != findings.rend(); ++f) {
          if (f->label == note.label) rest.erase(f->span.begin, f->span.end - f->span.begin);
        }
        ++notes;
        gone += has(read(rest).labels, note.label) ? 0 : 1;
      }
    }
  }
  MESSAGE(gone << " of " << notes);
  CHECK(notes > 100);
  CHECK(gone * 100 >= notes * 95);
}
