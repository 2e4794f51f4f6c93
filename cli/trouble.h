// What can stand in the way of a command: one sentence for a person, a stable name, and the exit code of the program.
// Words and codes only; core errors arrive here by name through the door. Called by every file of the command line.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace bothy::cli {

/// Exit codes of bothy-cli, as `bothy-cli help` lists them.
enum class Exit : int { ok = 0, named = 1, usage = 2, store = 3, unreachable = 4 };

struct Trouble {
  Exit exit = Exit::named;
  std::string name;
  std::string say;
  bool operator==(const Trouble&) const = default;
};

template <class T>
using Got = std::expected<T, Trouble>;
using Did = Got<void>;

[[nodiscard]] inline std::unexpected<Trouble> trouble(Exit exit, std::string_view name, std::string say) {
  return std::unexpected(Trouble{exit, std::string(name), std::move(say)});
}
[[nodiscard]] inline std::unexpected<Trouble> usage(std::string say) {
  return trouble(Exit::usage, "usage", std::move(say));
}
[[nodiscard]] inline std::unexpected<Trouble> store_trouble(std::string_view name, std::string say) {
  return trouble(Exit::store, name, std::move(say));
}
/// An error of the core in its own words.
[[nodiscard]] inline std::unexpected<Trouble> trouble(Error error) {
  return trouble(Exit::named, error_name(error), std::string(error_sentence(error)));
}

}  // namespace bothy::cli

/// Evaluates a Got; on trouble returns it from the enclosing function, else binds the value.
#define BOTHY_GET(name, ...)                                                                              \
  auto BOTHY_JOIN(get_, __LINE__) = (__VA_ARGS__);                                                        \
  if (!BOTHY_JOIN(get_, __LINE__)) return std::unexpected(std::move(BOTHY_JOIN(get_, __LINE__).error())); \
  auto name = std::move(*BOTHY_JOIN(get_, __LINE__))

/// Evaluates a Did (or drops a value) and passes trouble on.
#define BOTHY_DO(...)                                                               \
  if (auto BOTHY_JOIN(did_, __LINE__) = (__VA_ARGS__); !BOTHY_JOIN(did_, __LINE__)) \
  return std::unexpected(std::move(BOTHY_JOIN(did_, __LINE__).error()))
