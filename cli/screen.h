// Where a command's words go: stdout for results, stderr for what happens meanwhile; widths, plain characters, JSON.
// Formats nothing of its own. Called by Context and the commands.
#pragma once
#include "base/value.h"
#include "cli/chart.h"
#include "cli/text.h"

namespace bothy::cli {

class Screen {
 public:
  Screen(bool json, bool ascii);

  [[nodiscard]] bool json() const { return json_; }
  [[nodiscard]] bool ascii() const { return ascii_; }
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] DotStyle dots() const { return {columns_, ascii_}; }
  /// Whether a person reads stderr right now.
  [[nodiscard]] bool watched() const { return watched_; }

  /// One line of the result; nothing with --json.
  void line(std::string_view text = {}) const;
  /// Words that may be long, wrapped to the width with an indent.
  void paragraph(std::string_view text, int indent = 0) const;
  /// Words of a person or a file, made safe first.
  [[nodiscard]] std::string safe(std::string_view text, Lines lines = Lines::join) const {
    return plain(text, lines, plain_letters_);
  }
  /// The JSON result; nothing without --json.
  void result(const Value& views) const;
  /// Something to know that is not the result, on stderr.
  void note(std::string_view text) const;
  /// Bytes as they are, to stdout.
  void raw(std::string_view text) const;

 private:
  bool json_;
  bool plain_letters_;  ///< asked for with --ascii; letters of people are kept otherwise
  bool ascii_;          ///< asked for, or the locale knows no UTF-8: charts use plain characters
  bool watched_;
  int columns_ = 80;
};

/// A bar on stderr, drawn only where a person reads it and only when it takes a moment. It erases itself.
class Progress {
 public:
  Progress(const Screen& screen, std::string_view what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();
  /// `share` 0..1; a new `what` renames the stage.
  void show(double share);
  void stage(std::string_view what, double share);

 private:
  const Screen& screen_;
  std::string what_;
  int shown_ = -1;
  bool drawn_ = false;
  long long began_ms_;
};

}  // namespace bothy::cli
