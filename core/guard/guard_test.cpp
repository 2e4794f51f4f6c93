// What the guard hears in a person's own words: plain danger in plain words, whose it is, and everyday words that only
// sound like it.
#include "guard/guard.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

#include "guard/script.h"

using namespace bothy::guard;

namespace {

Alarm hear(std::string_view text) {
  static Guard guard = english_guard();
  return guard.read(text);
}

void check_tier(std::initializer_list<std::string_view> texts, Tier least) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(hear(text).tier >= least);
  }
}

void check_voice(std::initializer_list<std::string_view> texts, Voice voice) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    const Alarm alarm = hear(text);
    CHECK(alarm.tier >= Tier::t2);
    CHECK(voice_names[static_cast<std::size_t>(alarm.voice)] == voice_names[static_cast<std::size_t>(voice)]);
  }
}

void check_quiet(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(hear(text).tier < Tier::t2);
  }
}

}  // namespace

TEST_CASE("a wish to die in plain words is heard, with a time or means as urgent") {
  check_tier({"I want to die.", "I keep thinking about ending my life.", "I don't want to be alive any more.",
              "Everybody would be better off without me.", "I'm thinking of killing myself",
              "i cant do this anymore i want to end it all", "I don't see the point in living."},
             Tier::t2);
  check_tier(
      {"I have written the notes and I am going to kill myself tonight.", "I'm going to jump off the bridge tonight.",
       "I've taken all the pills.", "I have the rope and I'm doing it tonight"},
      Tier::t3);
  check_voice({"I want to die.", "I keep thinking about ending my life.", "I hurt myself again last night.",
               "I don't want to be alive any more."},
              Voice::self);
}

TEST_CASE("fear and control in plain words are heard as those of their target") {
  check_voice({"I'm scared to go home to him.", "I am scared of my husband when he comes home.",
               "He checks my phone every day.", "She won't let me see my friends.",
               "My husband takes my wages and gives me an allowance.", "I don't feel safe at home."},
              Voice::target);
}

TEST_CASE("violence now, weapons, strangling, rape and threats to kill are urgent") {
  check_tier({"He strangled me last night.", "He has a knife and he's outside the door.", "He raped me.",
              "He said he will kill me if I leave.", "If you tell anyone about this you're dead.",
              "He's hitting me right now please help.", "My stepdad touches me.", "She put a gun to my head."},
             Tier::t3);
}

TEST_CASE("who says that they do harm is heard as an actor") {
  check_voice({"I hit her last night and I hate myself.", "I'll kill you if you leave me.",
               "I put a tracker on her car.", "I'm going to post those pictures of you if you go."},
              Voice::actor);
}

TEST_CASE("a partner who would die is heard as leverage and gets its own script") {
  for (const std::string_view text :
       {"He says he'll kill himself if I leave.", "She told me she will die if I break up with her."}) {
    CAPTURE(text);
    const Alarm alarm = hear(text);
    CHECK(alarm.tier >= Tier::t2);
    CHECK(alarm.has(Sign::leverage));
  }
}

TEST_CASE("everyday words that sound like danger stay quiet") {
  check_quiet({"This traffic is killing me.",
               "I'm dying to see you.",
               "My phone is dead, battery too.",
               "I could strangle the printer.",
               "I'll end you at chess tonight.",
               "Shoot me a text when you land.",
               "I want to die of embarrassment.",
               "He hit a home run!",
               "We choked on our tea laughing.",
               "I'm scared of the dentist.",
               "Share your location so I can find you at the station.",
               "The boss fight killed me four times.",
               "I'm so angry I could scream.",
               "I hate when you do that.",
               "I'm done with this conversation.",
               "You never listen to me.",
               "She beat me at Scrabble again.",
               "I cut my hair myself last night.",
               "He has never laid a hand on me.",
               "Can you kill the lights?"});
}

TEST_CASE("text in a script without words here offers the fixed buttons; the same text gives the same alarm") {
  CHECK(hear("\u0623\u0631\u064a\u062f \u0623\u0646 \u0623\u0645\u0648\u062a").unreadable);
  CHECK(hear("I want to die.") == hear("I want to die."));
}

TEST_CASE("text in another language in Latin letters offers the fixed buttons; sloppy English is English") {
  for (const std::string_view text :
       {"Gestern hast du wieder vergessen, die Kinder abzuholen.",
        "Tu as encore oubli\u00e9 de passer chercher le pain.", "Otra vez llegaste tarde y la cena estaba fr\u00eda.",
        "Znowu zapomnia\u0142e\u015b kupi\u0107 mleko dla dzieci.",
        "Yine eve ge\u00e7 geldin ve beni aramad\u0131n."}) {
    CAPTURE(text);
    CHECK(hear(text).unreadable);
    CHECK(hear(text).tier == Tier::t0);
  }
  for (const std::string_view text :
       {"ur soooo anoying wiht ths stupid phoen", "yaar tum phir se late ho gaye, khana thanda ho gaya",
        "Dmitri, Anouk and Oluwaseun came by.", "lah you again never wash ah", "Mm. Hm."}) {
    CAPTURE(text);
    CHECK_FALSE(hear(text).unreadable);
  }
}

TEST_CASE("plain danger in the midst of another language is heard all the same") {
  CHECK(hear("Schatz, ich muss dir schreiben. I want to die. Bitte ruf mich an.").tier >= Tier::t2);
}

TEST_CASE("any bytes give an alarm or silence") {
  for (const std::string& text :
       {std::string(), std::string("x"), std::string("\xff\xfe he hit me \xc3"), std::string(65'536, 'k'),
        std::string("he\u200b hit\u200d me"), std::string("\0\0", 2), std::string(70'000, '\n')}) {
    CHECK(hear(text).tier <= Tier::t3);
  }
}
