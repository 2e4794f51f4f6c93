// Reading and writing small files with POSIX calls, so that modes, syncs and errors are exact. See files.h.
// No meaning of any file is known here.
#include "cli/files.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace bothy::cli {

Fd& Fd::operator=(Fd&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Fd::~Fd() {
  if (fd_ >= 0) ::close(fd_);
}

Trouble file_trouble(int error, const std::string& path, Exit exit) {
  switch (error) {
    case ENOENT:
    case ENOTDIR: return {exit, "no_file", "There is no file here: " + path + ". Check the path."};
    case EACCES:
    case EPERM:
    case EROFS: return {exit, "no_permission", "This account may not open or write " + path + ". Check who owns it."};
    case ENOSPC:
    case EDQUOT:
      return {exit, "disk_full", "The disk is full; nothing was half written. Free some space and try again."};
    case EISDIR: return {exit, "is_folder", path + " is a folder; name a file in it."};
    case EEXIST: return {exit, "exists", path + " is there already; name another file, or move it first."};
    default:
      return {exit, "no_file", path + " could not be read or written (system code " + std::to_string(error) + ")."};
  }
}

bool is_there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Got<Bytes> read_all(int fd, std::size_t max_bytes, const std::string& name) {
  Bytes out;
  constexpr std::size_t step = 65'536;
  while (true) {
    const std::size_t had = out.size();
    out.resize(had + step);
    const ssize_t n = ::read(fd, out.data() + had, step);
    if (n < 0 && errno == EINTR) {
      out.resize(had);
      continue;
    }
    if (n < 0) return std::unexpected(file_trouble(errno, name, Exit::named));
    out.resize(had + static_cast<std::size_t>(n));
    if (n == 0) return out;
    if (out.size() > max_bytes) return trouble(Error::too_large);
  }
}

Got<Bytes> read_file(const std::string& path, std::size_t max_bytes) {
  if (path == "-") return read_all(STDIN_FILENO, max_bytes, "standard input");
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.ok()) return std::unexpected(file_trouble(errno, path, Exit::named));
  return read_all(fd.get(), max_bytes, path);
}

namespace {

// 0, or errno.
int write_all(int fd, ByteSpan bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    done += static_cast<std::size_t>(n);
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

void sync_folder_of(const std::string& path) {
  const Fd fd(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.ok()) ::fsync(fd.get());
}

Did write_private(const std::string& path, ByteSpan bytes, Overwrite overwrite, Exit exit) {
  if (overwrite == Overwrite::no && is_there(path)) return std::unexpected(file_trouble(EEXIST, path, exit));
  std::string fresh = path + ".XXXXXX";
  const Fd fd(::mkostemp(fresh.data(), O_CLOEXEC));  // mode 0600
  if (!fd.ok()) return std::unexpected(file_trouble(errno, path, exit));
  int error = write_all(fd.get(), bytes);
  if (error == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(fresh.c_str());
    return std::unexpected(file_trouble(error, path, exit));
  }
  sync_folder_of(path);
  return {};
}

Did make_private_folder(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
    ::mkdir(path.substr(0, slash).c_str(), 0700);
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  const int error = errno;
  struct stat found{};
  if (error == EEXIST && ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) return {};
  return std::unexpected(file_trouble(error, path, Exit::store));
}

void shred(const std::string& path) {
  {
    const Fd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    struct stat found{};
    if (fd.ok() && ::fstat(fd.get(), &found) == 0) {
      // One block of noise, repeated: what matters is that the old bytes are gone.
      Bytes noise;
      while (noise.size() < 65'536) append(noise, random_block());
      for (off_t done = 0; done < found.st_size; done += static_cast<off_t>(noise.size())) {
        const auto n = std::min<off_t>(found.st_size - done, static_cast<off_t>(noise.size()));
        if (::pwrite(fd.get(), noise.data(), static_cast<std::size_t>(n), done) < 0) break;
      }
      ::fsync(fd.get());
    }
  }
  ::unlink(path.c_str());
}

Block<32> random_block() {
  Block<32> out{};
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t n = ::getrandom(out.data() + done, out.size() - done, 0);
    if (n < 0 && errno != EINTR) {
      // Without randomness no key is safe; a home made from zeros would be worse than none.
      std::fputs("The system gives no randomness; nothing was done.\n", stderr);
      std::abort();
    }
    if (n > 0) done += static_cast<std::size_t>(n);
  }
  return out;
}

}  // namespace bothy::cli
