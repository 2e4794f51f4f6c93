// Who may include whom. The table is the one of ARCHITECTURE.md; each room may use what it names, nothing else.
// The simulator sees the rooms on both sides of the wire and no key: it plays the real door against the real hub.
// The relay is blind because this table and the linker say so.
#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "tools/tidy/rules.h"

namespace bothy::tidy {
namespace {

using Names = std::vector<std::string_view>;

struct Room {
  std::string_view name;
  std::string_view folder;
  Names uses;     // other rooms, or one header of one
  Names outside;  // libraries
};

const std::vector<Room>& rooms() {
  static const Names every = {"base", "wire",     "event",      "seal",   "sync",  "dyad", "coach",
                              "body", "practice", "instrument", "import", "guard", "view", "door"};
  static const Names lab = [] {
    Names names = every;
    names.insert(names.end(), {"relay", "lab"});
    return names;
  }();
  static const std::vector<Room> table = {
      {"base", "core/base/", {}, {}},
      {"wire", "core/wire/", {"base"}, {"sodium"}},
      {"event", "core/event/", {"base"}, {}},
      {"dyad", "core/dyad/", {"base"}, {}},
      {"coach", "core/coach/", {"base"}, {}},
      {"import", "core/import/", {"base", "event"}, {}},
      {"body", "core/body/", {"base", "event"}, {}},
      {"instrument", "core/instrument/", {"base", "event"}, {}},
      {"practice", "core/practice/", {"base", "event"}, {}},
      {"guard", "core/guard/", {"base", "event", "coach"}, {}},
      {"seal", "core/seal/", {"base", "wire", "event"}, {"sodium"}},
      {"sync", "core/sync/", {"base", "wire"}, {}},
      {"view", "core/view/", {"base", "event", "dyad", "coach", "practice", "body", "instrument", "guard"}, {}},
      {"door", "core/door/", every, {"sodium"}},  // it starts libsodium, once
      {"relay", "relay/", {"base", "wire"}, {"boost", "sqlite", "libpq", "sodium", "posix"}},
      {"cli", "cli/", {"base", "door", "dyad", "import", "coach", "guard"}, {"boost", "sqlite", "posix"}},
      {"fuzz", "lab/fuzz/", lab, {"posix"}},
      {"vectors", "lab/vectors/", lab, {"sodium", "posix"}},
      {"golden", "lab/golden/", lab, {"sodium", "posix", "test"}},  // its scenes are tests
      {"types", "lab/types/", lab, {"posix"}},
      {"keys", "lab/keys/", lab, {"posix"}},
      {"language", "lab/language/", lab, {"posix"}},
      {"train", "lab/train/", lab, {"posix", "sodium"}},  // liblinear's one header reads as posix here
      {"bench", "lab/bench/", lab, {"boost", "sqlite", "sodium", "posix"}},
      {"lab", "lab/", {"base", "wire", "door", "relay"}, {"posix"}},
      {"study", "study/", {"base", "dyad"}, {"mpi", "readstat", "posix"}},
      {"tools", "tools/", {}, {"posix"}},
  };
  return table;
}

const Room* room_of(const File& file) {
  const auto at = std::ranges::find_if(rooms(), [&](const Room& room) { return file.under(room.folder); });
  return at == rooms().end() ? nullptr : &*at;
}

bool names(const Names& list, std::string_view name) { return std::ranges::find(list, name) != list.end(); }

// The library an angle-bracket include belongs to.
std::string_view library_of(std::string_view header) {
  using namespace std::string_view_literals;
  if (header == "sodium.h" || header.starts_with("sodium/")) return "sodium";
  if (header.starts_with("boost/")) return "boost";
  if (header.starts_with("sqlite3")) return "sqlite";
  if (header.starts_with("libpq")) return "libpq";
  if (header.starts_with("doctest/") || header.starts_with("rapidcheck")) return "test";
  if (header.starts_with("mpi")) return "mpi";
  if (header.starts_with("readstat")) return "readstat";
  static constexpr std::array standard_c = {"stddef.h"sv, "stdint.h"sv, "string.h"sv, "math.h"sv, "assert.h"sv};
  const bool plain = header.find('/') == std::string_view::npos && header.find('.') == std::string_view::npos;
  return plain || std::ranges::find(standard_c, header) != standard_c.end() ? "std"sv : "posix"sv;
}

// The core does no I/O, reads no clock, makes no randomness; half of these would also not build for WebAssembly.
bool is_kept_out_of_core(std::string_view header) {
  static constexpr std::array<std::string_view, 18> out = {
      "iostream", "ostream", "istream", "sstream", "fstream",    "regex",  "locale", "format",
      "print",    "thread",  "mutex",   "random",  "filesystem", "future", "chrono", "condition_variable",
      "ctime",    "csignal"};
  return std::ranges::find(out, header) != out.end();
}

class IncludeCheck {
 public:
  IncludeCheck(const File& file, const Room& room, Findings& out) : file_(file), room_(room), out_(out) {}

  void line(int number, std::string_view text) {
    constexpr std::string_view word = "#include";
    if (!text.starts_with(word)) return;
    const std::size_t open = text.find_first_of("<\"", word.size());
    if (open == std::string_view::npos) return;
    const std::size_t close = text.find_first_of(">\"", open + 1);
    if (close == std::string_view::npos) return;
    const std::string_view header = text.substr(open + 1, close - open - 1);
    if (text[open] == '<') {
      angled(number, header);
    } else {
      quoted(number, header);
    }
  }

 private:
  void report(int number, const std::string& text) { out_.push_back({file_.path, number, "include", text}); }

  void angled(int number, std::string_view header) {
    const std::string_view library = library_of(header);
    const bool in_core = file_.under("core/");
    if (library == "std") {
      if (in_core && !file_.is_test() && is_kept_out_of_core(header)) {
        report(number, "<" + std::string(header) + "> has no place in the core");
      }
      return;
    }
    if (library == "test" && (file_.is_test() || file_.path.find("/test") != std::string::npos)) return;
    if (library == "boost" && !is_network_file()) {
      return report(number, "Asio and Beast stay in the files that talk to the network");
    }
    if (names(room_.outside, library)) return;
    report(number,
           std::string(room_.name) + " may not use " + std::string(library) + " (<" + std::string(header) + ">)");
  }

  // Beast costs a minute of compiling a file; behind these few the rest stays plain and quick to test.
  [[nodiscard]] bool is_network_file() const {
    static const Names files = {"relay/net.h", "relay/server.cpp", "relay/beast_src.cpp", "cli/socket.cpp"};
    return names(files, file_.path) || file_.under("lab/bench/");
  }

  void quoted(int number, std::string_view header) {
    const std::string_view target = header.substr(0, header.find('/'));
    const bool own = target == room_.name || file_.under(std::string(target) + "/");
    if (own || names(room_.uses, target) || names(room_.uses, header)) return;
    if (header.find('/') == std::string_view::npos) {
      report(number, "write the path from the root of the rooms: \"" + std::string(room_.name) + "/" +
                         std::string(header) + "\"");
      return;
    }
    report(number, std::string(room_.name) + " may not include " + std::string(header));
  }

  const File& file_;
  const Room& room_;
  Findings& out_;
};

}  // namespace

void check_includes(const Tree& tree, Findings& out) {
  for (const File& file : tree.files) {
    if (file.kind != Kind::cpp) continue;
    const Room* room = room_of(file);
    if (room == nullptr) continue;
    IncludeCheck check(file, *room, out);
    int number = 0;
    for (std::string_view line : file.lines()) check.line(++number, line);
  }
}

}  // namespace bothy::tidy
