// A message as tokens: what typing is folded to, and that every token knows its bytes. Tables and laws.
#include "coach/text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

namespace bothy::coach {
namespace {

std::string folded(std::string_view message) {
  Text text;
  read_text(english(), message, text);
  std::string out;
  for (const Token& t : text.tokens) {
    if (!out.empty()) out += ' ';
    out += text.spelling(t);
  }
  return out;
}

}  // namespace

TEST_CASE("text: case, curly quotes, wide letters, accents and no-break spaces fold to plain letters") {
  CHECK(folded("DON\xE2\x80\x99T") == "do not");
  CHECK(folded("Caf\xC3\xA9\xC2\xA0now") == "cafe now");
  CHECK(folded("\xEF\xBC\xB9\xEF\xBD\x8F\xEF\xBD\x95") == "you");
}

TEST_CASE("text: texting forms and contractions are spelled out, with or without their apostrophe") {
  CHECK(folded("u dont even") == "you do not even");
  CHECK(folded("we're gonna") == "we are going to");
  CHECK(folded("I'd've") == "i would have");
  CHECK(folded("Joe's late") == "joe 's late");
  CHECK(folded("pls tmrw") == "please tomorrow");
  CHECK(folded("ill tell her, ill  leave") == "i will tell her , i will leave");
  CHECK(folded("she was ill at work, so ill") == "she was ill at work , so ill");
}

TEST_CASE("text: stretched letters are squeezed to the word they are") {
  CHECK(folded("sooooo goood") == "so good");
  CHECK(folded("pleeease") == "please");
  Text text;
  read_text(english(), "nooo!!!", text);
  CHECK((text.tokens[0].flags & stretched) != 0);
  CHECK((text.tokens[1].flags & stretched) != 0);
}

TEST_CASE("text: numbers are numbers, and what is glued to them is a word of its own") {
  CHECK(folded("at 7pm for 20min") == "at 7pm for <num> minutes");  // "7pm" is a word of its own
  CHECK(folded("9kg of 3day bread") == "<num> kg of <num> day bread");
  CHECK(folded("gr8 b4 2nite") == "great before tonight");
}

TEST_CASE("text: pictures and typed faces become what they are used for") {
  CHECK(folded("ok \xF0\x9F\x98\x82\xF0\x9F\x98\x82") == "okay <laugh>");
  CHECK(folded("\xE2\x9D\xA4\xEF\xB8\x8F\xF0\x9F\xA5\xBA") == "<love> <sad>");
  CHECK(folded("fine :) :'( <3") == "fine <glad> <cry> <love>");
}

TEST_CASE("text: what stands between quotation marks is flagged, and a lone mark means nothing") {
  Text text;
  read_text(english(), "she said \"you are late\" again", text);
  int quotes = 0;
  for (const Token& t : text.tokens) quotes += (t.flags & quoted) != 0 ? 1 : 0;
  CHECK(quotes == 3);
  CHECK(folded("six 'o clock") == folded("six o clock"));
}

TEST_CASE("text: zero-width signs and direction marks inside a word do not hide it") {
  CHECK(folded("al\xE2\x80\x8Bwa\xE2\x80\x8Dys") == "always");
  CHECK(folded("\xE2\x80\xAEyou\xE2\x80\xAC") == "you");
}

TEST_CASE("text: any bytes are read, every token lies in them, in order, and knows its spelling") {
  CHECK(rc::check([](const std::string& bytes) {
    Text text;
    read_text(english(), bytes, text);
    std::uint32_t before = 0;
    for (const Token& t : text.tokens) {
      RC_ASSERT(t.begin < t.end);
      RC_ASSERT(t.end <= bytes.size());
      RC_ASSERT(t.begin >= before);
      RC_ASSERT(!text.spelling(t).empty());
      before = t.begin;
    }
  }));
}

TEST_CASE("text: a message of 64 KiB of one sign is read to its end or to the limit, never further") {
  for (const std::string_view sign : {"a", "'", "\"", "!", "\xF0\x9F\x98\x82", "\xE2\x80\x8B", "\xFF", " a"}) {
    std::string message;
    while (message.size() + sign.size() <= max_text_bytes) message += sign;
    Text text;
    read_text(english(), message, text);
    CHECK(text.tokens.size() <= max_tokens);
  }
}

TEST_CASE("an unknown word with a capital inside a sentence, or before a comma, is read as a name") {
  const auto hash_in = [](std::string_view text, std::size_t token) {
    Text out;
    read_text(english(), text, out);
    REQUIRE(out.tokens.size() > token);
    return out.tokens[token].hash;
  };
  CHECK(hash_in("Zubeyda, come here", 0) == hash_in("Tom, come here", 0));
  CHECK(hash_in("with Ngozichukwu there", 1) == hash_in("with Emily there", 1));
  CHECK(hash_in("Grombling again", 0) != hash_in("Tom again", 0));
  CHECK(hash_in("with grombling there", 1) != hash_in("with Tom there", 1));
}

}  // namespace bothy::coach
