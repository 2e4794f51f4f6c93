// The emotions of whole texts: what plain ones carry, that none carries nothing, and what the features promise.
// How well the head does on texts nobody tuned to is measured by the trainer, not here.
#include "coach/emotion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

using namespace bothy::coach;

Emotions read(std::string_view text) {
  EmotionReader reader = english_emotions();
  return reader.read(text);
}

std::vector<Feature> features(std::string_view bytes) {
  Text text;
  std::vector<Feature> out;
  read_text(english(), bytes, text);
  emotion_features(english(), bytes, text, out);
  return out;
}

bool shares(std::string_view a, std::string_view b) {
  const auto left = features(a);
  return std::ranges::any_of(features(b), [&](const Feature& f) {
    return f.group == Group::words && std::ranges::find(left, f.key, &Feature::key) != left.end();
  });
}

}  // namespace

TEST_CASE("emotion: plain words of a feeling carry it") {
  CHECK(has(read("Thank you so much for your help!"), Emotion::gratitude));
  CHECK(has(read("I love you"), Emotion::love));
  CHECK(has(read("I'm so sorry, I apologize"), Emotion::remorse));
  CHECK(has(read("I'm scared of what happens next"), Emotion::fear));
  CHECK(has(read("that makes me so sad"), Emotion::sadness));
  CHECK(has(read("hahaha that is hilarious"), Emotion::amusement));
  CHECK(has(read("The train leaves at six."), Emotion::neutral));
}

TEST_CASE("emotion: any bytes carry at least one emotion and none that there is not") {
  for (const std::string& text :
       {std::string(), std::string("\xFF\xFE\x80"), std::string(200'000, '!'), std::string("x")}) {
    const Emotions found = read(text);
    CHECK(found != 0);
    CHECK((found >> emotion_count) == 0);
  }
}

TEST_CASE("emotion: a reader says the same of a text whatever it read before") {
  EmotionReader reader = english_emotions();
  const Emotions first = reader.read("I can't believe it!!");
  const std::vector<double> logits(reader.logits().begin(), reader.logits().end());
  reader.read("thank you \xF0\x9F\x98\x82");
  CHECK(reader.read("I can't believe it!!") == first);
  CHECK(std::ranges::equal(reader.logits(), logits));
}

TEST_CASE("emotion: where no threshold is reached the nearest emotion is told") {
  std::array<double, emotion_count> logits{};
  std::array<double, emotion_count> cuts{};
  cuts.fill(1);
  logits[3] = 0.9;
  CHECK(emotions_from(logits, cuts) == only(Emotion::annoyance));
  logits[3] = 1;
  logits[7] = 4;
  CHECK(emotions_from(logits, cuts) == (only(Emotion::annoyance) | only(Emotion::curiosity)));
}

TEST_CASE("emotion: features come once each and in order") {
  const auto found = features("no no no, I am not not happy \xE2\x9D\xA4 no");
  CHECK(found.size() > 50);
  CHECK(std::ranges::adjacent_find(found, [](const Feature& a, const Feature& b) { return a.key >= b.key; }) ==
        found.end());
}

TEST_CASE("emotion: other words share no features of words") {
  CHECK(shares("glad you came", "so glad"));
  CHECK_FALSE(shares("glad you came", "awful weather here"));
}

TEST_CASE("emotion: which name or pronoun it is changes nothing") {
  CHECK(std::ranges::equal(features("he made me smile"), features("she made me smile"), {}, &Feature::key,
                           &Feature::key));
  CHECK(std::ranges::equal(features("my wife is angry"), features("my husband is angry"), {}, &Feature::key,
                           &Feature::key));
}

TEST_CASE("emotion: every emotion has a family, and the hard ones their own") {
  for (std::size_t e = 0; e < emotion_count; ++e) {
    CHECK(static_cast<std::size_t>(family_of(static_cast<Emotion>(e))) < family_names.size());
  }
  CHECK(family_of(Emotion::neutral) == Family::calm);
  CHECK(family_of(Emotion::grief) == Family::sadness);
  CHECK(family_of(Emotion::nervousness) == Family::fear);
  CHECK(family_of(Emotion::annoyance) == Family::anger);
  CHECK(family_of(Emotion::remorse) == Family::shame);
  CHECK(family_of(Emotion::gratitude) == Family::love);
}
