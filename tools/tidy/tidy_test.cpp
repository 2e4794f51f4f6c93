// Shows for every rule of the house that it can fire, and that it stays quiet over what is right.
#include <doctest/doctest.h>

#include <functional>

#include "tools/tidy/rules.h"

using namespace bothy::tidy;

namespace {

using Rule = std::function<void(const Tree&, Findings&)>;

Findings findings_of(const Rule& rule, std::vector<File> files) {
  Findings out;
  rule(Tree{"", std::move(files)}, out);
  return out;
}

Findings findings_of(const Rule& rule, std::string path, std::string text) {
  return findings_of(rule, std::vector<File>{make_file(std::move(path), std::move(text))});
}

std::string repeated(const std::string& line, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += line;
  return out;
}

}  // namespace

TEST_CASE("ascii: a letter outside ASCII is found in a source, not in words or translations") {
  const std::string accent = "int x; // caf\xc3\xa9\n";
  const Findings found = findings_of(check_ascii, "core/base/a.cpp", "// one\n" + accent);
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 2);
  CHECK(findings_of(check_ascii, "docs/a.md", accent).empty());
  CHECK(findings_of(check_ascii, "web/src/copy/es.ts", accent).empty());
}

TEST_CASE("opening comment: a source without one, or with an empty one, is found") {
  const std::string good = " What lives here and who calls it.\n";
  CHECK(findings_of(check_opening_comment, "relay/hub.h", "#pragma once\n").size() == 1);
  CHECK(findings_of(check_opening_comment, "relay/hub.h", "// hub\n").size() == 1);
  CHECK(findings_of(check_opening_comment, "relay/hub.h", "").size() == 1);
  CHECK(findings_of(check_opening_comment, "relay/hub.h", "//" + good).empty());
  const File see = make_file("core/event/clock.cpp", "// See clock.h.\n");
  CHECK(findings_of(check_opening_comment, {see}).size() == 1);
  CHECK(findings_of(check_opening_comment, {see, make_file("core/event/clock.h", "//" + good)}).empty());
  CHECK(findings_of(check_opening_comment, "tools/run.sh", "#!/bin/sh\nset -e\n").size() == 1);
  CHECK(findings_of(check_opening_comment, "tools/run.sh", "#!/bin/sh\n#" + good).empty());
  CHECK(findings_of(check_opening_comment, "web/a.svelte", "<!--" + good).empty());
  CHECK(findings_of(check_opening_comment, "relay/page/index.html", "<!doctype html>\n<!--" + good).empty());
}

TEST_CASE("markers: each left-over marker is found as a word of its own") {
  for (const char* marker : {"TO"
                             "DO",
                             "FIX"
                             "ME",
                             "XX"
                             "X",
                             "HA"
                             "CK"}) {
    CAPTURE(marker);
    CHECK(findings_of(check_markers, "docs/a.md", std::string("see ") + marker + ": later\n").size() == 1);
  }
  CHECK(findings_of(check_markers, "a.sh",
                    "mktemp -d bothy.XXXX"
                    "XX\n")
            .empty());
  CHECK(findings_of(check_markers, "docs/a.png", std::string("PNG\0 XX", 7) + "X: \n").empty());
}

TEST_CASE("machine traces: a path of one machine and a registry host are found") {
  CHECK(findings_of(check_machine_traces, "docs/a.md",
                    "see /wo"
                    "rk/main\n")
            .size() == 1);
  CHECK(findings_of(check_machine_traces, "a.json",
                    "https://registry.np"
                    "mjs.org/x\n")
            .size() == 1);
  CHECK(findings_of(check_machine_traces, "docs/a.md", "see docs/protocol.md and ../shared\n").empty());
  Findings out;
  check_machine_traces(Tree{"/some/where/bothy", {make_file("a.md", "in /some/where/else\n")}}, out);
  CHECK(out.size() == 1);
}

TEST_CASE("kind words: unkind ones are found where people read, and only there") {
  CHECK(findings_of(check_kind_words, "web/src/copy/en.ts", "later: 'Saving failed'\n").size() == 1);
  CHECK(findings_of(check_kind_words, "content/cards.json", "\"text\": \"You should talk\"\n").size() == 1);
  CHECK(findings_of(check_kind_words, "content/cards.json", "\"source\": \"A score of 1990\"\n").empty());
  CHECK(findings_of(check_kind_words, "cli/main.cpp", "say(\"your score\");\n").size() == 1);
  CHECK(findings_of(check_kind_words, "cli/main.cpp", "bool failed = true; // score\n").empty());
  CHECK(findings_of(check_kind_words, "core/base/error.cpp", "{\"x\", \"It failed.\"},\n").size() == 1);
  CHECK(findings_of(check_kind_words, "web/src/copy/en.ts", "warm: 'shoulder to shoulder'\n").empty());
}

TEST_CASE("file length: line 401 is one too many") {
  CHECK(findings_of(check_file_length, "core/base/a.cpp", repeated("int x;\n", 400)).empty());
  CHECK(findings_of(check_file_length, "core/base/a.cpp", repeated("int x;\n", 401)).size() == 1);
  CHECK(findings_of(check_file_length, "docs/a.md", repeated("words\n", 900)).empty());
}

TEST_CASE("function length: line 61 is one too many, in every shape a function takes") {
  const std::string body59 = repeated("  x();\n", 59);
  for (const char* head :
       {"void f() {\n", "int A::f() const noexcept {\n", "auto f = [](int x) {\n", "struct A {  int f(struct B b) {\n",
        "namespace a {  template <class T> void f(T t) {\n", "TEST_CASE(\"a {\") {\n"}) {
    CAPTURE(head);
    CHECK(findings_of(check_function_length, "core/a.cpp", head + body59 + "}\n").size() == 1);
    CHECK(findings_of(check_function_length, "core/a.cpp", head + repeated("  x();\n", 58) + "}\n").empty());
  }
  const std::string constructor = "A::A(int x) : x_{x}, y_{x} {\n";
  CHECK(findings_of(check_function_length, "core/a.cpp", constructor + body59 + "}\n").size() == 1);
  CHECK(findings_of(check_function_length, "tools/run.sh", "#!/bin/sh\nf() {\n" + body59 + "}\n").size() == 1);
  CHECK(findings_of(check_function_length, "tools/run.mjs", "export function f(x) {\n" + body59 + "}\n").size() == 1);
}

TEST_CASE("function length: scopes, tables and braces in text are no functions") {
  const std::string lines = repeated("  int x;\n", 80);
  for (const char* head :
       {"namespace a {\n", "struct A final : B<int> {\n", "enum class E : int {\n", "constexpr int t[] = {\n"}) {
    CAPTURE(head);
    CHECK(findings_of(check_function_length, "core/a.cpp", head + lines + "};\n").empty());
  }
  const std::string quoted = "void f() { say(\"{\"); }\n// void g() {\n/* { */ char c = '{'; int n = 1'000;\n";
  CHECK(findings_of(check_function_length, "core/a.cpp", quoted + lines + "}\n").empty());
  CHECK(findings_of(check_function_length, "core/a.cpp", "auto s = R\"(void f() {)\";\n" + lines + "}\n").empty());
}

TEST_CASE("includes: a room may use what the table names and nothing else") {
  const auto check = [](const char* path, const char* line) { return findings_of(check_includes, path, line).size(); };
  CHECK(check("core/base/a.cpp", "#include \"wire/frame.h\"\n") == 1);
  CHECK(check("core/seal/a.cpp", "#include \"wire/frame.h\"\n") == 0);
  CHECK(check("core/sync/a.cpp", "#include \"seal/keys.h\"\n") == 1);
  CHECK(check("core/event/a.cpp", "#include <sodium.h>\n") == 1);
  CHECK(check("relay/hub.cpp", "#include \"seal/keys.h\"\n") == 1);
  CHECK(check("relay/hub.cpp", "#include \"relay/hub.h\"\n") == 0);
  CHECK(check("relay/server.cpp", "#include <boost/asio.hpp>\n") == 0);
  CHECK(check("relay/hub.cpp", "#include <boost/asio.hpp>\n") == 1);
  CHECK(check("core/door/door.cpp", "#include <boost/asio.hpp>\n") == 1);
  CHECK(check("core/view/a.cpp", "#include <unistd.h>\n") == 1);
  CHECK(check("cli/main.cpp", "#include \"seal/keys.h\"\n") == 1);
  CHECK(check("lab/sim.cpp", "#include \"relay/hub.h\"\n") == 0);
  CHECK(check("lab/sim.cpp", "#include \"seal/keys.h\"\n") == 1);
  CHECK(check("relay/hub.cpp", "#include \"hub.h\"\n") == 1);
}

TEST_CASE("includes: the core stays free of streams, clocks and chance; tests may use doctest") {
  const auto check = [](const char* path, const char* line) { return findings_of(check_includes, path, line).size(); };
  CHECK(check("core/base/a.cpp", "#include <iostream>\n") == 1);
  CHECK(check("core/base/a.cpp", "#include <random>\n") == 1);
  CHECK(check("core/base/a.cpp", "#include <vector>\n") == 0);
  CHECK(check("core/door/door.h", "#include <stdint.h>\n") == 0);
  CHECK(check("relay/a.cpp", "#include <chrono>\n") == 0);
  CHECK(check("core/base/a_test.cpp", "#include <doctest/doctest.h>\n") == 0);
  CHECK(check("core/base/a.cpp", "#include <doctest/doctest.h>\n") == 1);
  CHECK(check("core/import/import_samples.h", "#include <fstream>\n") == 0);
}

TEST_CASE("error sentences: an error without a whole sentence is found") {
  const auto tree = [](const char* rows) {
    return std::vector<File>{make_file("core/base/error.h", "enum class Error : int {\n  gap,\n  fork,\n};\n"),
                             make_file("core/base/error.cpp", rows)};
  };
  const char* gap = "{\"gap\", \"A piece is missing; ask for it again.\"},";
  CHECK(findings_of(check_error_sentences, tree(gap)).size() == 1);
  const std::string shrug = std::string(gap) + "{\"fork\", \"fork\"},";
  CHECK(findings_of(check_error_sentences, tree(shrug.c_str())).size() == 1);
  const std::string whole = std::string(gap) + "{\"fork\", \"Two pieces claim one place; both are kept.\"},";
  CHECK(findings_of(check_error_sentences, tree(whole.c_str())).empty());
}

TEST_CASE("decisions: holes, doubles, strange names and missing titles are found") {
  const File one = make_file("docs/adr/0001-one.md", "# One\n");
  const File two = make_file("docs/adr/0002-two.md", "# Two\n");
  const File three = make_file("docs/adr/0003-three.md", "# Three\n");
  CHECK(findings_of(check_decision_numbers, {one, two, three}).empty());
  CHECK(findings_of(check_decision_numbers, {one, three}).size() == 1);
  CHECK(findings_of(check_decision_numbers, {two, three}).size() == 1);
  CHECK(findings_of(check_decision_numbers, {one, make_file("docs/adr/0001-again.md", "# Again\n")}).size() == 1);
  CHECK(findings_of(check_decision_numbers, {one, make_file("docs/adr/notes.md", "# Notes\n")}).size() == 1);
  CHECK(findings_of(check_decision_numbers, {one, make_file("docs/adr/0002-b.md", "no title\n")}).size() == 1);
}

TEST_CASE("model constants: a number in the model without its origin is found") {
  CHECK(findings_of(check_model_constants, "core/dyad/a.h", "constexpr double q = 0.3;\n").size() == 1);
  CHECK(
      findings_of(check_model_constants, "core/dyad/a.h", "constexpr double q = 0.3;  // docs/science.md#q\n").empty());
  CHECK(
      findings_of(check_model_constants, "core/dyad/a.h", "// docs/science.md#q\nconstexpr double q = 0.3;\n").empty());
  CHECK(findings_of(check_model_constants, "core/base/a.h", "constexpr double q = 0.3;\n").empty());
}

TEST_CASE("real functions: the C library's own are found in the engine, and in words and tests they are not") {
  const std::string code = "double f(double x) { return std::exp(x); }\n";
  CHECK(findings_of(check_real_functions, "core/dyad/a.cpp", code).size() == 1);
  CHECK(findings_of(check_real_functions, "core/view/a.cpp", code).size() == 1);
  CHECK(findings_of(check_real_functions, "core/dyad/a_test.cpp", code).empty());
  CHECK(findings_of(check_real_functions, "core/base/a.cpp", code).empty());
  CHECK(findings_of(check_real_functions, "core/dyad/a.cpp", "// not std::exp(x)\nreturn std::sqrt(x);\n").empty());
}

TEST_CASE("properties: one whose outcome nobody looks at is found") {
  const std::string property =
      "rc::"
      "check([] { RC_ASSERT(true); })";
  CHECK(findings_of(check_properties_are_held, "core/base/a_test.cpp", "  " + property + ";\n").size() == 1);
  CHECK(findings_of(check_properties_are_held, "core/base/a_test.cpp", "  CHECK(" + property + ");\n").empty());
  CHECK(findings_of(check_properties_are_held, "core/base/a_test.cpp", "  REQUIRE(" + property + ");\n").empty());
}
