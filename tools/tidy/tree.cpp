// Lists and reads the files of a checkout. The list is git's; nothing here follows links or enters build folders.
// Called by main.cpp.
#include "tools/tidy/tree.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace bothy::tidy {
namespace {

bool ends_with_any(std::string_view path, std::initializer_list<std::string_view> ends) {
  return std::ranges::any_of(ends, [&](std::string_view end) { return path.ends_with(end); });
}

std::string shell_quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

// A checkout owned by someone else (a container, a chroot) is still only read.
std::vector<std::string> listed(const std::string& root) {
  const std::string command =
      "git -C " + shell_quoted(root) + " -c safe.directory='*' ls-files -co --exclude-standard -z";
  std::vector<std::string> paths;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return paths;
  std::string path;
  for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) {
    if (c != 0) {
      path += static_cast<char>(c);
      continue;
    }
    paths.push_back(path);
    path.clear();
  }
  if (pclose(pipe) != 0) paths.clear();
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

std::vector<std::string_view> File::lines() const {
  std::vector<std::string_view> out;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    out.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return out;
}

bool File::is_test() const {
  return ends_with_any(path, {"_test.cpp", "_samples.h", "_testing.h", ".test.ts", ".spec.ts"}) ||
         path.find("/testing/") != std::string::npos;
}

const File* Tree::find(std::string_view path) const {
  const auto at = std::ranges::find(files, path, &File::path);
  return at == files.end() ? nullptr : &*at;
}

Kind kind_of(std::string_view path, std::string_view text) {
  if (ends_with_any(path, {".cpp", ".h", ".c"})) return Kind::cpp;
  if (ends_with_any(path, {".cmake", "CMakeLists.txt"})) return Kind::cmake;
  if (ends_with_any(path, {".mjs", ".js", ".ts", ".svelte", ".css", ".html"})) return Kind::web;
  if (ends_with_any(path, {".md"})) return Kind::words;
  if (ends_with_any(path, {".sh", ".awk"}) || text.starts_with("#!")) return Kind::shell;
  return Kind::data;
}

File make_file(std::string path, std::string text) {
  const Kind kind = kind_of(path, text);
  return File{std::move(path), std::move(text), kind};
}

Tree load_tree(const std::string& root) {
  std::error_code broken;
  Tree tree{std::filesystem::canonical(root, broken).string(), {}};
  for (const std::string& path : listed(root)) {
    const std::filesystem::path whole = std::filesystem::path(root) / path;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(whole, broken))) continue;
    std::ifstream in(whole, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    tree.files.push_back(make_file(path, std::move(text)));
  }
  return tree;
}

}  // namespace bothy::tidy
