// Project Wycheproof's vectors for the three primitives, where the reference data folder beside the checkout is present
// (BOTHY_SHARED, by default ../shared). Their source is C2SP/wycheproof, testvectors_v1, Apache-2.0.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "lab/vectors/check.h"

using namespace bothy;

namespace {

std::filesystem::path folder() {
  const char* shared = std::getenv("BOTHY_SHARED");
  const std::filesystem::path base = shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path(BOTHY_ROOT) / ".." / "shared";
  return base / "data" / "vectors";
}

struct Tally {
  int checked = 0;
  int wrong = 0;
};

bool has_flag(const Value& test, std::string_view flag) {
  const Value* flags = test.find("flags");
  const auto* list = flags != nullptr ? flags->as<List>() : nullptr;
  if (list == nullptr) return false;
  for (const auto& one : *list)
    if (one == Value(flag)) return true;
  return false;
}

// What we must say: whatever is valid opens, whatever is invalid is refused, and a zero shared secret is refused although
// Wycheproof calls it acceptable.
bool must_pass(const Value& test) { return text_or(test, "result", "") != "invalid" && !has_flag(test, "ZeroSharedSecret"); }

Tally run(const std::string& name, std::string_view kind) {
  Tally tally;
  std::ifstream in(folder() / ("wycheproof_" + name + "_test.json"), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto file = from_json(text);
  REQUIRE(file.has_value());
  for (const auto& group : *file->find("testGroups")->as<List>()) {
    const Value* public_key = group.find("publicKey");
    for (Value test : *group.find("tests")->as<List>()) {
      test.set("kind", kind).set("bytes", "");
      if (public_key != nullptr) test.set("pk", text_or(*public_key, "pk", ""));
      const auto verdict = vectors::check_vector(test);
      const bool right = must_pass(test) ? verdict.name == "ok" : verdict.name == "bad_seal";
      CAPTURE(to_json(test));
      CHECK(right);
      ++tally.checked;
      tally.wrong += right ? 0 : 1;
    }
  }
  MESSAGE(name << ": " << tally.checked << " checked, " << tally.wrong << " wrong");
  return tally;
}

}  // namespace

TEST_CASE("wycheproof: XChaCha20-Poly1305, Ed25519 and X25519 answer as they must, every one of them") {
  if (!std::filesystem::exists(folder())) {
    MESSAGE("the reference data folder is not here; these vectors were not run");
    return;
  }
  CHECK(run("xchacha20_poly1305", "xchacha20_poly1305").checked == 315);
  CHECK(run("ed25519", "ed25519").checked == 151);
  CHECK(run("x25519", "x25519").checked == 518);
}
