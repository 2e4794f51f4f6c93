// The project's files in memory, with the kind of each. Reads the disk once; the rules never do.
// Called by main.cpp, which loads a tree from git's list, and by the test, which makes trees by hand.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bothy::tidy {

enum class Kind { cpp, cmake, shell, web, words, data };

struct File {
  std::string path;  // from the root, with forward slashes
  std::string text;
  Kind kind = Kind::data;

  /// The lines without their ends; views into `text`.
  [[nodiscard]] std::vector<std::string_view> lines() const;
  [[nodiscard]] bool is_source() const { return kind != Kind::words && kind != Kind::data; }
  /// A test, or a header that only tests include (`*_samples.h`, `*_testing.h`, anything in a folder `testing`).
  [[nodiscard]] bool is_test() const;
  [[nodiscard]] bool under(std::string_view folder) const { return path.starts_with(folder); }
};

struct Tree {
  std::string root;  // absolute path of the checkout, empty for a tree made by hand
  std::vector<File> files;

  /// The file of that path, or null.
  [[nodiscard]] const File* find(std::string_view path) const;
};

/// The kind that a path and the first bytes of a file speak of.
[[nodiscard]] Kind kind_of(std::string_view path, std::string_view text);

/// A file for a tree made by hand.
[[nodiscard]] File make_file(std::string path, std::string text);

/// Reads every file git tracks or would track under `root`. Returns a tree without files where git gives no list.
[[nodiscard]] Tree load_tree(const std::string& root);

}  // namespace bothy::tidy
