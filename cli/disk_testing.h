// What the tests of the disk share: a folder of their own, and short ways to write, read and damage records.
// Included by store_test, home_test and host_test; no test lives here.
#pragma once
#include <doctest/doctest.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>

#include "cli/files.h"
#include "cli/store.h"

namespace bothy::cli::testing {

namespace fs = std::filesystem;

/// A folder of its own for each test, gone afterwards.
struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "bothy-cli-test-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] std::string file(const std::string& name) const { return path + "/" + name; }
  std::string path;
};

inline Bytes bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

inline void keep(Store& store, const std::string& key, std::string_view value) {
  const Bytes held = bytes(value);
  const Write write{key, held, false};
  REQUIRE(store.apply({&write, 1}));
}

/// The text under a key, or the name of the trouble in brackets.
inline std::string kept(const Store& store, const std::string& key) {
  const auto found = store.get(key);
  return found ? std::string(text_of(*found)) : "(" + found.error().name + ")";
}

/// Writes bytes over a file at an offset.
inline void scribble(const std::string& path, long offset, const std::string& noise) {
  const int fd = ::open(path.c_str(), O_WRONLY);
  REQUIRE(fd >= 0);
  REQUIRE(::pwrite(fd, noise.data(), noise.size(), offset) == static_cast<ssize_t>(noise.size()));
  ::close(fd);
}

inline std::string read_text(const std::string& path) {
  const auto found = read_file(path, 64U << 20);
  return found ? std::string(text_of(*found)) : "";
}

inline constexpr const char* lane = "00112233445566778899aabbccddeeff";

}  // namespace bothy::cli::testing
