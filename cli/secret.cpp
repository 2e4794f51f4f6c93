// Asking for secrets. See secret.h.
// Nothing is checked here: the door knows what a good passphrase is.
#include "cli/secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "cli/files.h"

namespace bothy::cli {
namespace {

constexpr std::size_t max_secret = 4'096;

// Switches the echo of a terminal off, and back on whatever happens.
class Quiet {
 public:
  Quiet(int fd, bool echo) : fd_(fd) {
    if (echo || ::tcgetattr(fd, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(fd, TCSAFLUSH, &quiet) == 0;
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() {
    if (!changed_) return;
    ::tcsetattr(fd_, TCSAFLUSH, &before_);
    [[maybe_unused]] const auto n = ::write(fd_, "\n", 1);
  }

 private:
  int fd_;
  termios before_{};
  bool changed_ = false;
};

Secret without_line_end(Bytes bytes) {
  while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r')) bytes.pop_back();
  return Secret(std::string(text_of(bytes)));
}

Got<Secret> from_fd(const Args& args, std::string_view option) {
  BOTHY_GET(fd, args.number(option, 0, 1'023, 0));
  BOTHY_GET(bytes, read_all(static_cast<int>(fd), max_secret, "descriptor " + std::to_string(fd)));
  return without_line_end(std::move(bytes));
}

Got<Secret> from_file(const std::string& path) {
  struct stat found{};
  if (path != "-" && ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) && (found.st_mode & 077) != 0)
    std::fprintf(stderr, "Note: others on this machine may read %s. Close it with: chmod 600 %s\n", path.c_str(),
                 path.c_str());
  BOTHY_GET(bytes, read_file(path, max_secret));
  return without_line_end(std::move(bytes));
}

}  // namespace

Secret& Secret::operator=(Secret&& other) noexcept {
  std::swap(text_, other.text_);
  return *this;
}

Secret::~Secret() { wipe(text_.data(), text_.size()); }

bool is_given(const Args& args, const SecretAsk& ask) { return args.has(ask.fd_option) || args.has(ask.file_option); }

bool has_terminal() {
  const Fd fd(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  return fd.ok() && ::isatty(STDERR_FILENO) != 0;
}

Got<Secret> read_line(std::string_view prompt, bool echo) {
  const Fd fd(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (!fd.ok()) return usage("There is no terminal to ask at.");
  [[maybe_unused]] const auto shown = ::write(fd.get(), prompt.data(), prompt.size());
  const Quiet quiet(fd.get(), echo);
  Bytes line;
  while (line.size() < max_secret) {
    std::uint8_t c = 0;
    const ssize_t n = ::read(fd.get(), &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0 || c == '\n') break;
    line.push_back(c);
  }
  return without_line_end(std::move(line));
}

Got<Secret> read_secret(const Args& args, const SecretAsk& ask) {
  if (args.has(ask.fd_option) && args.has(ask.file_option))
    return usage("Give either --" + std::string(ask.fd_option) + " or --" + std::string(ask.file_option) +
                 ", not both.");
  if (args.has(ask.fd_option)) return from_fd(args, ask.fd_option);
  if (args.has(ask.file_option)) return from_file(args.text(ask.file_option));
  if (!has_terminal())
    return usage("This needs a secret and there is no terminal to ask at. Bring it with --" +
                 std::string(ask.file_option) + " or --" + std::string(ask.fd_option) + ".");
  BOTHY_GET(typed, read_line(ask.prompt, ask.echo));
  if (ask.again.empty()) return typed;
  BOTHY_GET(again, read_line(ask.again, ask.echo));
  if (typed.text() != again.text()) return usage("The two were not the same; nothing was changed. Try again.");
  return typed;
}

}  // namespace bothy::cli
