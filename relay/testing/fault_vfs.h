// A disk for SQLite that remembers everything asked of it and can refuse: writes, syncs, from the k-th on.
// Sits on SQLite's own VFS; the shared-memory index is passed through, because it does not survive a power cut anyway.
// Called by power_test and fault_test. One at a time in a process.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace bothy::relay::testing {

/// One change asked of the disk. `file` is the name after the last slash. `at` of a sync is 1 when it is the file's
/// first: SQLite then syncs the folder too, which makes removals firm.
struct DiskEvent {
  enum class Kind { write, truncate, sync, remove };
  Kind kind = Kind::write;
  std::string file;
  std::int64_t at = 0;
  Bytes bytes;
};

enum class Fault { none, full, io_error };

class FaultDisk {
 public:
  /// Registers the VFS under `name()` on first use.
  [[nodiscard]] static FaultDisk& instance();
  [[nodiscard]] static const char* name() { return "bothy-fault"; }

  void reset();
  /// Writes from the `k`th on (1 is the next) meet `fault`, until reset or calm().
  void refuse_writes(std::uint64_t k, Fault fault);
  /// The `k`th sync (1 is the next) reports an error.
  void refuse_sync(std::uint64_t k);
  void calm();

  [[nodiscard]] const std::vector<DiskEvent>& events() const { return events_; }
  [[nodiscard]] std::uint64_t writes() const { return writes_; }
  [[nodiscard]] std::uint64_t syncs() const { return syncs_; }
  [[nodiscard]] bool refused() const { return refused_; }
  bool recording = true;

  // Called by the VFS.
  [[nodiscard]] int on_write(const std::string& file, std::int64_t at, ByteSpan bytes);
  [[nodiscard]] int on_sync(const std::string& file);
  void on_truncate(const std::string& file, std::int64_t size);
  void on_remove(const std::string& file);

 private:
  std::vector<DiskEvent> events_;
  std::set<std::string> synced_;
  std::uint64_t writes_ = 0;
  std::uint64_t syncs_ = 0;
  std::uint64_t refuse_write_from_ = 0;
  std::uint64_t refuse_sync_at_ = 0;
  Fault fault_ = Fault::none;
  bool refused_ = false;
};

/// The files as a disk may hold them after a power cut.
using DiskImage = std::map<std::string, Bytes>;
void apply(DiskImage& image, const DiskEvent& event);

}  // namespace bothy::relay::testing
