// Small files of a home and of the person: read whole, written whole, private to their owner. No store here (store.h).
// Called by home, secret, the commands that import and export.
#pragma once
#include "base/bytes.h"
#include "cli/trouble.h"

namespace bothy::cli {

/// Closes a file descriptor when it goes out of scope.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd();
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// "There is no file here: PATH." and so on, from errno; exit code `exit`.
[[nodiscard]] Trouble file_trouble(int error, const std::string& path, Exit exit);

[[nodiscard]] bool is_there(const std::string& path);

/// Reads a descriptor to its end. Errors: too_large beyond `max_bytes`, or what the system said.
[[nodiscard]] Got<Bytes> read_all(int fd, std::size_t max_bytes, const std::string& name);

/// Reads a file; "-" is standard input.
[[nodiscard]] Got<Bytes> read_file(const std::string& path, std::size_t max_bytes);

enum class Overwrite : std::uint8_t { no, yes };

/// Writes a file that its owner alone can read: a new file beside it, synced, then renamed over `path`.
/// Errors: exists (Overwrite::no), disk_full, no_permission, no_file; exit code `exit`.
[[nodiscard]] Did write_private(const std::string& path, ByteSpan bytes, Overwrite overwrite, Exit exit);

/// Makes a folder and its parents, readable by their owner alone.
[[nodiscard]] Did make_private_folder(const std::string& path);

/// Syncs the folder that holds `path`, so that a rename or a new name in it survives a power cut.
void sync_folder_of(const std::string& path);

/// Overwrites a file with random bytes, syncs and removes it. On flash storage old copies may remain.
void shred(const std::string& path);

/// Fresh randomness from the kernel.
[[nodiscard]] Block<32> random_block();

}  // namespace bothy::cli
