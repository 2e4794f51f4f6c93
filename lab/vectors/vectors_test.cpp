// Every vector of tests/vectors, checked: the named outcome, and the same bytes out. Run natively here and in WebAssembly by
// tools/vectors.mjs.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <vector>

#include "lab/vectors/check.h"

using namespace bothy;

namespace {

std::vector<std::filesystem::path> files() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(BOTHY_ROOT "/tests/vectors"))
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  return out;
}

List vectors_in(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto value = from_json(text);
  REQUIRE(value.has_value());
  const auto* list = value->as<List>();
  REQUIRE(list != nullptr);
  return *list;
}

}  // namespace

TEST_CASE("vectors: every one gives the outcome that it names, and the same bytes out") {
  std::map<std::string, int> outcomes;
  std::size_t faults = 0;
  std::size_t count = 0;
  for (const auto& path : files()) {
    for (const auto& vector : vectors_in(path)) {
      const std::string name = path.stem().string() + ": " + text_or(vector, "name", "without a name");
      CAPTURE(name);
      const auto verdict = vectors::check_vector(vector);
      const std::string expected = text_or(vector, "expect", "");
      CHECK(verdict.name == expected);
      CHECK(verdict.gives == text_or(vector, "gives", ""));
      ++outcomes[expected];
      ++count;
      faults += expected != "ok" ? 1 : 0;
    }
  }
  CHECK(faults >= 120);
  CHECK(outcomes.size() >= 14);
  MESSAGE(count << " vectors, " << faults << " of them with a fault");
}

TEST_CASE("vectors: no two of one file share a name, and every fault is an Error or waiting") {
  std::set<std::string> known{"ok", "waits_for_keys"};
  for (int i = 0; i < error_count; ++i) known.insert(std::string(error_name(static_cast<Error>(i))));
  for (const auto& path : files()) {
    std::set<std::string> names;
    for (const auto& vector : vectors_in(path)) {
      CHECK(known.contains(text_or(vector, "expect", "")));
      CHECK(names.insert(text_or(vector, "kind", "") + text_or(vector, "name", "")).second);
    }
  }
}

TEST_CASE("vectors: one that makes no sense is said to be bad rather than passed") {
  CHECK(vectors::check_vector(*from_json(R"({"kind":"nonsense"})")).name == "bad_vector");
  CHECK(vectors::check_vector(*from_json(R"({"kind":"frame","bytes":"0"})")).name == "bad_vector");
  CHECK(vectors::check_vector(Value()).name == "bad_vector");
}
