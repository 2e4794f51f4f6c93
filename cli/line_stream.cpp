// See line_stream.h.
#include "cli/line_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "cli/files.h"
#include "cli/series_files.h"

namespace bothy::cli {
namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;
constexpr std::size_t written_at_once = 256 * 1024;

class Input {
 public:
  explicit Input(const std::string& name) : name_(name) {
    if (name != "-") own_ = Fd(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
    fd_ = name == "-" ? STDIN_FILENO : own_.get();
    struct stat found{};
    if (fd_ >= 0 && ::fstat(fd_, &found) == 0 && S_ISREG(found.st_mode)) size_ = static_cast<double>(found.st_size);
  }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }

  /// The next line; false at the end. Errors are told by `failed`.
  bool next(std::string& line, bool& cut) {
    line.clear();
    cut = false;
    bool any = false;
    for (;;) {
      if (at_ == have_ && !fill()) return any;
      any = true;
      const char* from = buffer_.data() + at_;
      const char* end = std::find(from, static_cast<const char*>(buffer_.data()) + have_, '\n');
      const auto length = static_cast<std::size_t>(end - from);
      const std::size_t room = max_line_bytes - line.size();
      line.append(from, std::min(length, room));
      cut = cut || length > room;
      at_ += length;
      if (at_ < have_) {
        ++at_;
        return true;
      }
    }
  }
  [[nodiscard]] bool failed() const { return failed_ != 0; }
  [[nodiscard]] int error() const { return failed_; }
  [[nodiscard]] double share() const { return size_ > 0 ? std::min(read_ / size_, 1.0) : 0; }

 private:
  bool fill() {
    ssize_t got = -1;
    do got = ::read(fd_, buffer_.data(), buffer_.size());
    while (got < 0 && errno == EINTR);
    if (got < 0) failed_ = errno;
    at_ = 0;
    have_ = got > 0 ? static_cast<std::size_t>(got) : 0;
    read_ += static_cast<double>(have_);
    return have_ > 0;
  }

  std::string name_;
  Fd own_;
  int fd_ = -1;
  std::vector<char> buffer_ = std::vector<char>(chunk_bytes);
  std::size_t at_ = 0;
  std::size_t have_ = 0;
  double size_ = 0;
  double read_ = 0;
  int failed_ = 0;
};

bool write_all(int fd, std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t wrote = ::write(fd, rest.data(), rest.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(wrote));
  }
  text.clear();
  return true;
}

}  // namespace

Got<Streamed> stream_lines(const Screen& screen, const std::string& in, const std::string& out,
                           const std::function<void(std::string_view, std::string&)>& line) {
  BOTHY_DO(check_series_files(in, out, ""));
  Input input(in);
  if (!input.ok()) return std::unexpected(file_trouble(errno, in, Exit::named));
  const std::string beside = out + ".part";
  Fd target(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!target.ok()) return std::unexpected(file_trouble(errno, beside, Exit::named));
  const auto stopped = [&](int error, const std::string& path) {
    ::unlink(beside.c_str());
    return std::unexpected(file_trouble(error, path, Exit::named));
  };
  Progress bar(screen, "reading");
  Streamed done;
  std::string text;
  std::string waiting;
  for (bool cut = false; input.next(text, cut);) {
    if (text.ends_with('\r')) text.pop_back();
    ++done.lines;
    done.cut += cut ? 1 : 0;
    line(text, waiting);
    if (waiting.size() < written_at_once) continue;
    if (!write_all(target.get(), waiting)) return stopped(errno, beside);
    bar.show(input.share());
  }
  if (input.failed()) return stopped(input.error(), in);
  if (!write_all(target.get(), waiting) || ::fsync(target.get()) != 0) return stopped(errno, beside);
  if (::rename(beside.c_str(), out.c_str()) != 0) return stopped(errno, out);
  return done;
}

}  // namespace bothy::cli
