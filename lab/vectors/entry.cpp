// The checks as three plain functions for hosts without C++: WebAssembly under node, a fuzzer, another language.
// A vector goes in as JSON text; "<outcome> <hash>" comes out. Called by tools/vectors.mjs.
#include <cstdlib>
#include <cstring>

#include "lab/vectors/check.h"

extern "C" {

/// Room for `size` bytes in the module's memory; null when there is none.
void* bothy_vectors_alloc(std::size_t size) { return std::malloc(size); }

void bothy_vectors_free(void* at) { std::free(at); }

/// Checks one vector (JSON object) and gives a text that ends in a zero byte; the caller frees it.
char* bothy_vectors_check(const char* json, std::size_t size) {
  const auto vector = bothy::from_json({json, size});
  const auto verdict = vector ? bothy::vectors::check_vector(*vector) : bothy::vectors::Verdict{"bad_vector", ""};
  const std::string text = verdict.name + " " + verdict.gives;
  auto* out = static_cast<char*>(std::malloc(text.size() + 1));
  if (out != nullptr) std::memcpy(out, text.c_str(), text.size() + 1);
  return out;
}
}
