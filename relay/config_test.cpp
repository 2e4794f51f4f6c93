// Settings: every default in the example file is the real one, and what is wrong is named with its line.
#include <doctest/doctest.h>

#include "relay/config.h"
#include "relay/testing/scratch.h"

using namespace bothy::relay;

namespace {
std::string problem(std::string_view text) {
  const auto parsed = parse_file({}, "relay.conf", text);
  return parsed ? "" : parsed.error().line;
}
}  // namespace

TEST_CASE("config: the example file, uncommented, sets nothing but the defaults") {
  const auto bytes = testing::read_all(std::string(BOTHY_ROOT) + "/relay/bothy-relay.conf.example");
  REQUIRE(!bytes.empty());
  std::string text;
  int settings = 0;
  std::string line;
  for (const char c : std::string(bothy::text_of(bytes)) + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    const auto equals = line.find(" =");
    const bool is_setting = line.starts_with("# ") && equals != std::string::npos && line.find(' ', 2) == equals;
    const bool is_empty = is_setting && line.ends_with("=");
    const bool is_example = line.starts_with("# origin") || line.starts_with("# connect =");
    if (is_setting) ++settings;
    if (is_setting && !is_empty && !is_example) text += line.substr(2) + "\n";
    line.clear();
  }
  CHECK(settings == 24);
  const auto parsed = parse_file({}, "example", text);
  REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().line));
  const Config want;
  CHECK(parsed->listen.port == want.listen.port);
  CHECK(parsed->db == want.db);
  CHECK(parsed->metrics.host.empty());
  CHECK(parsed->max_connections == want.max_connections);
  CHECK(parsed->hsts == want.hsts);
  CHECK(parsed->idle_seconds == want.idle_seconds);
  CHECK(parsed->limits.lane_bytes == want.limits.lane_bytes);
  CHECK(parsed->limits.opens_per_connection == want.limits.opens_per_connection);
  CHECK(parsed->limits.lanes_per_connection == want.limits.lanes_per_connection);
  const auto same = [](const Rate& a, const Rate& b) { return a.burst == b.burst && a.per_s == b.per_s; };
  CHECK(same(parsed->limits.connection_frames, want.limits.connection_frames));
  CHECK(same(parsed->limits.lane_frames, want.limits.lane_frames));
  CHECK(same(parsed->limits.connection_checks, want.limits.connection_checks));
  CHECK(same(parsed->limits.connection_asks, want.limits.connection_asks));
  CHECK(same(parsed->limits.opens, want.limits.opens));
}

TEST_CASE("config: comments, spaces and line ends do not matter; a wrong line is named") {
  const auto parsed = parse_file(
      {}, "x",
      "  db = a.db  # here\r\n\n#web=no\n listen=[::1]:80\norigin = https://a.example\norigin=http://localhost:7071");
  REQUIRE(parsed);
  CHECK(parsed->db == "a.db");
  CHECK(parsed->listen.host == "::1");
  CHECK(parsed->listen.port == 80);
  CHECK(parsed->origins == std::vector<std::string>{"https://a.example", "http://localhost:7071"});
  CHECK(problem("db = x\nfrob = 1\n") == "relay.conf line 2: there is no setting \"frob\"");
  CHECK(problem("hello\n") == "relay.conf line 1: write `key = value`");
  CHECK(problem("max_connections = many") == "relay.conf line 1: max_connections: needs a whole number, 1 or more");
  CHECK(problem("hsts = maybe") == "relay.conf line 1: hsts: is yes or no");
  CHECK(!problem("origin = relay.example").empty());
  CHECK(!problem("origin = https://a.example/path").empty());
  CHECK(!problem("connect = wss://a.example; script-src *").empty());
  CHECK(!problem("metrics = 10.0.0.1:80").empty());
  CHECK(!problem("listen = :x").empty());
}

TEST_CASE("config: flags win over the file and need their values") {
  const auto parsed = parse_flags({}, {"--db", "b.db", "--config", "ignored", "--check"});
  REQUIRE(parsed);
  CHECK(parsed->db == "b.db");
  CHECK(parsed->check);
  CHECK(config_path({"--db", "b.db", "--config", "c.conf"}) == "c.conf");
  CHECK(parse_flags({}, {"--db"}).error().line == "--db needs a value; --help shows it");
  CHECK(!parse_flags({}, {"--lane_bytes", "70000"}).has_value());
}
