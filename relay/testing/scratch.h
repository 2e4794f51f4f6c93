// A folder that is gone after the test, and files flipped, read or written whole.
// Called by the relay's tests.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/bytes.h"

namespace bothy::relay::testing {

class Scratch {
 public:
  /// In memory where the machine has such a file system, since most tests do not ask the disk for anything.
  explicit Scratch(const std::string& where = std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp") {
    std::string name = where + "/bothy-relay-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

[[nodiscard]] inline Bytes read_all(const std::string& path) {
  Bytes out;
  if (std::FILE* file = std::fopen(path.c_str(), "rb")) {
    std::uint8_t part[65'536];
    for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, file)) > 0;) append(out, {part, n});
    std::fclose(file);
  }
  return out;
}

inline void write_all(const std::string& path, ByteSpan bytes) {
  if (std::FILE* file = std::fopen(path.c_str(), "wb")) {
    if (!bytes.empty()) std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
  }
}

}  // namespace bothy::relay::testing
