// How typed words become a command with options, and what is said when they do not.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "cli/address.h"
#include "cli/args.h"

using namespace bothy::cli;

namespace {

constexpr Option common[] = {{"home", Takes::value, "DIR", ""}, {"json", Takes::nothing, "", ""}};
constexpr Option note_options[] = {
    {"kind", Takes::value, "WORD", ""}, {"field", Takes::values, "N=V", ""}, {"later", Takes::nothing, "", ""}};
constexpr Command table[] = {
    {"a", "note", "TEXT", {1, 1}, "", "", note_options, nullptr},
    {"b", "pair invite", "", {}, "", "", {}, nullptr},
    {"b", "pair join", "LINK", {0, 1}, "", "", {}, nullptr},
    {"b", "devices", "", {}, "", "", {}, nullptr},
    {"b", "devices add", "", {}, "", "", {}, nullptr},
};

Got<Parsed> parse(std::vector<std::string> words) { return parse_args(words, table, common); }

std::string trouble_of(std::vector<std::string> words) {
  const auto parsed = parse(std::move(words));
  return parsed ? "" : parsed.error().say;
}

}  // namespace

TEST_CASE("args: options stand before or after the words, with a space or an equals sign") {
  const auto parsed = parse({"--home", "/h", "note", "--kind=thanks", "for the tea", "--later"});
  REQUIRE(parsed);
  CHECK(parsed->command->name == "note");
  CHECK(parsed->args.text("home") == "/h");
  CHECK(parsed->args.text("kind") == "thanks");
  CHECK(parsed->args.has("later"));
  CHECK(parsed->args.operand(0) == "for the tea");
  CHECK(parsed->args.operand(1).empty());
}

TEST_CASE("args: two words win over one, and one stands alone where both exist") {
  CHECK(parse({"devices", "add"})->command->name == "devices add");
  CHECK(parse({"devices"})->command->name == "devices");
  CHECK(parse({"pair", "join", "x"})->args.operand(0) == "x");
}

TEST_CASE("args: after two dashes nothing is an option, and a lone dash is a word") {
  CHECK(parse({"note", "--", "--kind"})->args.operand(0) == "--kind");
  CHECK(parse({"note", "-"})->args.operand(0) == "-");
}

TEST_CASE("args: an option that may repeat keeps every value in order, another one refuses the second") {
  const auto parsed = parse({"note", "x", "--field", "a=1", "--field", "b=2"});
  REQUIRE(parsed);
  CHECK(parsed->args.all("field") == std::vector<std::string>{"a=1", "b=2"});
  CHECK(trouble_of({"note", "x", "--kind", "a", "--kind", "b"}).find("twice") != std::string::npos);
}

TEST_CASE("args: a secret typed on the command line is refused with the way to bring it") {
  for (const char* name : {"--passphrase", "--phrase", "--password", "--new-passphrase=abc"}) {
    const auto parsed = parse({"note", "x", name, "hush"});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().exit == Exit::usage);
    CHECK(parsed.error().say.find("--passphrase-file") != std::string::npos);
    CHECK(parsed.error().say.find("hush") == std::string::npos);
  }
}

TEST_CASE("args: a slip of the hand is answered with the nearest name") {
  CHECK(trouble_of({"note", "x", "--kidn", "a"}).find("--kind") != std::string::npos);
  CHECK(trouble_of({"ntoe", "x"}).find("'note'") != std::string::npos);
  CHECK(trouble_of({"pair", "jion"}).find("invite, join") != std::string::npos);
  CHECK(trouble_of({"zzzzzz"}).find("Did you mean") == std::string::npos);
}

TEST_CASE("args: missing values, surplus words and values for switches are told") {
  CHECK(trouble_of({"note", "x", "--kind"}).find("WORD") != std::string::npos);
  CHECK(trouble_of({"note"}).find("bothy-cli note TEXT") != std::string::npos);
  CHECK(trouble_of({"note", "a", "b"}).find("bothy-cli note TEXT") != std::string::npos);
  CHECK(trouble_of({"note", "a", "--later=yes"}).find("no value") != std::string::npos);
}

TEST_CASE("args: numbers are whole, in range, or refused; absent ones fall back") {
  Args args;
  args.add("n", "70");
  args.add("bad", "7x");
  CHECK(args.number("n", 0, 100, 5) == 70);
  CHECK(args.number("other", 0, 100, 5) == 5);
  CHECK_FALSE(args.number("n", 0, 50, 5));
  CHECK_FALSE(args.number("bad", 0, 100, 5));
  CHECK_FALSE(whole_number(""));
  CHECK_FALSE(whole_number("99999999999999999999"));
  CHECK(whole_number("-3") == -3);
}

TEST_CASE("args: any words at all are parsed or refused, never more") {
  CHECK(rc::check("words", [](const std::vector<std::string>& words) {
    const auto parsed = parse_args(words, table, common);
    const bool told = parsed.has_value() || parsed.error().exit == Exit::usage;
    RC_ASSERT(told);
  }));
}

TEST_CASE("address: every way to write a relay gives one origin") {
  for (const char* text : {"http://localhost:7071", "ws://localhost:7071/relay", "localhost:7071", "HTTP://x",
                           "http://LocalHost:7071/#b1.x"}) {
    const auto address = parse_address(text);
    if (std::string_view(text).starts_with("HTTP")) {
      CHECK_FALSE(address);  // the scheme is written small
    } else {
      REQUIRE(address);
      CHECK(address->origin() == "http://localhost:7071");
    }
  }
  CHECK(parse_address("https://relay.example")->origin() == "https://relay.example");
  CHECK(parse_address("https://relay.example")->port == "443");
  CHECK(parse_address("wss://relay.example:8443")->origin() == "https://relay.example:8443");
  CHECK(parse_address("http://[::1]:7071")->host == "::1");
  CHECK(parse_address("http://[::1]:7071")->authority() == "[::1]:7071");
  CHECK(parse_address("http://relay.example:80")->origin() == "http://relay.example");
}

TEST_CASE("address: what is no address is refused with an example") {
  for (const char* text : {"", "ftp://x", "http://", "http://:80", "http://x:0", "http://x:65536", "http://x:7a",
                           "http://[::1", "http://a b"}) {
    const auto address = parse_address(text);
    REQUIRE_FALSE(address);
    CHECK(address.error().say.find("http://localhost:7071") != std::string::npos);
  }
}

TEST_CASE("address: a link brings its relay along, a bare one does not") {
  CHECK(address_in_link("http://localhost:7071/#b1.abc") == "http://localhost:7071");
  CHECK(address_in_link("b1.abc").empty());
  CHECK(address_in_link("#b1.abc").empty());
  CHECK(address_in_link("javascript://x/#b1.abc").empty());
}
