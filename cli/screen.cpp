// Printing, and the bar that shows how far something is. See screen.h.
// The only file that writes to stdout.
#include "cli/screen.h"

#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace bothy::cli {
namespace {

int terminal_columns() {
  if (const char* set = std::getenv("COLUMNS"); set != nullptr && std::atoi(set) >= 40)
    return std::min(std::atoi(set), 200);
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return std::min<int>(size.ws_col, 200);
  return 80;
}

constexpr long long patience_ms = 150;  // what is done sooner needs no bar

long long steady_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000LL + now.tv_nsec / 1'000'000;
}

// Whether the locale says that letters are UTF-8, as the C library would read it.
bool speaks_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* set = std::getenv(name);
    if (set == nullptr || *set == '\0') continue;
    const std::string_view value(set);
    return value.find("UTF-8") != std::string_view::npos || value.find("utf8") != std::string_view::npos;
  }
  return false;
}

}  // namespace

Screen::Screen(bool json, bool ascii)
    : json_(json),
      plain_letters_(ascii),
      ascii_(ascii || !speaks_utf8()),
      watched_(::isatty(STDERR_FILENO) != 0),
      columns_(terminal_columns()) {}

void Screen::raw(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

void Screen::line(std::string_view text) const {
  if (json_) return;
  raw(text);
  raw("\n");
}

void Screen::paragraph(std::string_view text, int indent) const {
  const int room = std::max(columns_ - indent, 20);
  for (const auto& each : wrap(text, static_cast<std::size_t>(room)))
    line(std::string(static_cast<std::size_t>(indent), ' ') + each);
}

void Screen::result(const Value& views) const {
  if (!json_) return;
  raw(to_json(views));
  raw("\n");
}

void Screen::note(std::string_view text) const {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

Progress::Progress(const Screen& screen, std::string_view what)
    : screen_(screen), what_(what), began_ms_(steady_ms()) {}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void Progress::stage(std::string_view what, double share) {
  what_ = what;
  shown_ = -1;
  show(share);
}

void Progress::show(double share) {
  if (!screen_.watched() || steady_ms() - began_ms_ < patience_ms) return;
  drawn_ = true;
  constexpr int width = 30;
  const int percent = static_cast<int>(std::clamp(share, 0.0, 1.0) * 100);
  if (percent == shown_) return;
  shown_ = percent;
  const int full = percent * width / 100;
  std::string bar(static_cast<std::size_t>(full), '#');
  bar.append(static_cast<std::size_t>(width - full), '.');
  std::fprintf(stderr, "\r%s [%s] %3d %%\033[K", what_.c_str(), bar.c_str(), percent);
  std::fflush(stderr);
}

}  // namespace bothy::cli
