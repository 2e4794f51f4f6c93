// Reads the authored messages (content/language): their families, styles and labels, and which bytes carry them.
// No features and no weights here. Called by the trainer, the bench of the coach and tests.
#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "coach/label.h"

namespace bothy::train {

/// Bytes [begin, end) of a message do `label`.
struct Mark {
  coach::Label label = coach::Label::criticism;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Message {
  std::string file;    // folder and name: `coach/apology.tsv`
  std::string family;  // the situation it was written for; never divided between training and testing
  std::string style;
  std::string text;
  std::vector<Mark> marks;
  coach::Labels labels = 0;
  bool found = false;  // real people's words without harm (everyday.h): nothing is known of the care in it
};

/// What is wrong in a file of messages, by line.
struct Fault {
  std::string file;
  int line = 0;
  std::string text;
};

/// One line `family TAB style TAB text with {label,label|marked} words`.
[[nodiscard]] bool read_message(std::string_view line, Message& out, std::string& fault);

/// All messages of the `.tsv` files in a folder, files and lines in order.
[[nodiscard]] std::vector<Message> read_messages(const std::string& folder, std::vector<Fault>& faults);

/// The files that whoever wrote the rules of `room` (coach, guard) had read by then, as `seen.tsv` in `folder` tells.
/// A rule looks better there than it is, so how far rules are trusted is learned from the other files.
[[nodiscard]] std::set<std::string> seen_by_rules(const std::string& folder, std::string_view room);

/// In which of ten equal parts a family falls; the same on every machine. Part 0 is never trained on.
[[nodiscard]] unsigned part_of(std::string_view family);
inline constexpr unsigned parts = 10;
inline constexpr unsigned held_out = 0;

}  // namespace bothy::train
