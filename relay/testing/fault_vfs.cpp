// The VFS shim behind FaultDisk. See fault_vfs.h; the interface is that of sqlite3_vfs and sqlite3_io_methods.
#include "relay/testing/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace bothy::relay::testing {
namespace {

struct ShimFile {
  sqlite3_file base;
  std::string* name;
  // SQLite's own file follows in the same allocation.
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile* shim(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return shim(file)->real(); }
sqlite3_vfs* below() {
  static sqlite3_vfs* const found = sqlite3_vfs_find("unix");
  return found;
}

std::string last_part(const char* path) {
  const std::string all = path == nullptr ? "temporary" : path;
  return all.substr(all.rfind('/') + 1);
}

int on_close(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  delete shim(file)->name;
  return code;
}

const sqlite3_io_methods methods = {
    2,
    on_close,
    [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, n, at); },
    [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
      const int code = FaultDisk::instance().on_write(
          *shim(f)->name, at, {static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(n)});
      return code == SQLITE_OK ? real(f)->pMethods->xWrite(real(f), from, n, at) : code;
    },
    [](sqlite3_file* f, sqlite3_int64 size) {
      FaultDisk::instance().on_truncate(*shim(f)->name, size);
      return real(f)->pMethods->xTruncate(real(f), size);
    },
    // The real disk is never asked to sync: what a power cut leaves is worked out from the record.
    [](sqlite3_file* f, int) { return FaultDisk::instance().on_sync(*shim(f)->name); },
    [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
    [](sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); },
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    // No promises beyond a 512-byte sector.
    [](sqlite3_file*) { return 0; },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
    },
    [](sqlite3_file* f, int from, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), from, n, flags); },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    nullptr,
    nullptr,
};

int on_open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  const int code = below()->xOpen(below(), path, real(file), flags, out_flags);
  if (code != SQLITE_OK) return code;
  shim(file)->name = new std::string(last_part(path));
  file->pMethods = &methods;
  return SQLITE_OK;
}

int on_delete(sqlite3_vfs*, const char* path, int sync_folder) {
  FaultDisk::instance().on_remove(last_part(path));
  return below()->xDelete(below(), path, sync_folder);
}

void register_vfs() {
  static sqlite3_vfs vfs = *below();
  vfs.zName = FaultDisk::name();
  vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + below()->szOsFile;
  vfs.xOpen = on_open;
  vfs.xDelete = on_delete;
  vfs.pNext = nullptr;
  sqlite3_vfs_register(&vfs, 0);
}

}  // namespace

FaultDisk& FaultDisk::instance() {
  static FaultDisk* const disk = [] {
    auto* made = new FaultDisk();
    register_vfs();
    return made;
  }();
  return *disk;
}

void FaultDisk::reset() { *this = FaultDisk(); }

void FaultDisk::refuse_writes(std::uint64_t k, Fault fault) {
  refuse_write_from_ = writes_ + k;
  fault_ = fault;
}

void FaultDisk::refuse_sync(std::uint64_t k) { refuse_sync_at_ = syncs_ + k; }

void FaultDisk::calm() {
  refuse_write_from_ = 0;
  refuse_sync_at_ = 0;
}

int FaultDisk::on_write(const std::string& file, std::int64_t at, ByteSpan bytes) {
  ++writes_;
  if (refuse_write_from_ != 0 && writes_ >= refuse_write_from_) {
    refused_ = true;
    return fault_ == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  if (recording) events_.push_back({DiskEvent::Kind::write, file, at, Bytes(bytes.begin(), bytes.end())});
  return SQLITE_OK;
}

int FaultDisk::on_sync(const std::string& file) {
  ++syncs_;
  if (syncs_ == refuse_sync_at_) {
    refused_ = true;
    return SQLITE_IOERR_FSYNC;
  }
  if (recording) events_.push_back({DiskEvent::Kind::sync, file, synced_.insert(file).second ? 1 : 0, {}});
  return SQLITE_OK;
}

void FaultDisk::on_truncate(const std::string& file, std::int64_t size) {
  if (recording) events_.push_back({DiskEvent::Kind::truncate, file, size, {}});
}

void FaultDisk::on_remove(const std::string& file) {
  synced_.erase(file);
  if (recording) events_.push_back({DiskEvent::Kind::remove, file, 0, {}});
}

void apply(DiskImage& image, const DiskEvent& event) {
  if (event.kind == DiskEvent::Kind::remove) {
    image.erase(event.file);
    return;
  }
  if (event.kind == DiskEvent::Kind::sync) return;
  Bytes& bytes = image[event.file];
  const auto at = static_cast<std::size_t>(event.at);
  if (event.kind == DiskEvent::Kind::truncate) {
    bytes.resize(at);
    return;
  }
  if (bytes.size() < at + event.bytes.size()) bytes.resize(at + event.bytes.size());
  std::copy(event.bytes.begin(), event.bytes.end(), bytes.begin() + event.at);
}

}  // namespace bothy::relay::testing
