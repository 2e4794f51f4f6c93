// See messages.h.
#include "lab/train/messages.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "coach/hash.h"

namespace bothy::train {
namespace {

struct Open {
  coach::Labels labels = 0;
  std::uint32_t begin = 0;
};

bool open_mark(std::string_view& rest, std::vector<Open>& open, std::uint32_t at, std::string& fault) {
  const std::size_t bar = rest.find('|');
  if (bar == std::string_view::npos) {
    fault = "a mark reads {label|words}";
    return false;
  }
  std::string_view names = rest.substr(0, bar);
  rest.remove_prefix(bar + 1);
  Open mark{0, at};
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(','));
    const auto label = coach::label_called(name);
    if (!label) {
      fault = "unknown label " + std::string(name);
      return false;
    }
    mark.labels |= coach::only(*label);
    names.remove_prefix(std::min(name.size() + 1, names.size()));
  }
  open.push_back(mark);
  return true;
}

bool read_marks(std::string_view rest, Message& out, std::string& fault) {
  std::vector<Open> open;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    const auto at = static_cast<std::uint32_t>(out.text.size());
    if (c == '{') {
      if (!open_mark(rest, open, at, fault)) return false;
    } else if (c == '}') {
      if (open.empty() || open.back().begin == at) {
        fault = "a mark closes that holds nothing";
        return false;
      }
      for (std::size_t l = 0; l < coach::label_count; ++l) {
        const auto label = static_cast<coach::Label>(l);
        if (coach::has(open.back().labels, label)) out.marks.push_back({label, open.back().begin, at});
      }
      out.labels |= open.back().labels;
      open.pop_back();
    } else {
      out.text += c;
    }
  }
  if (!open.empty()) fault = "a mark is not closed";
  return open.empty();
}

}  // namespace

bool read_message(std::string_view line, Message& out, std::string& fault) {
  out = {};
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos || line.find('\t', second + 1) != std::string_view::npos) {
    fault = "a line has three columns: family, style, text";
    return false;
  }
  out.family = line.substr(0, first);
  out.style = line.substr(first + 1, second - first - 1);
  return read_marks(line.substr(second + 1), out, fault);
}

std::vector<Message> read_messages(const std::string& folder, std::vector<Fault>& faults) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Message> out;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      Message message;
      std::string fault;
      if (read_message(line, message, fault)) {
        message.file = file.parent_path().filename().string() + "/" + file.filename().string();
        out.push_back(std::move(message));
      } else {
        faults.push_back({file.filename().string(), number, fault});
      }
    }
  }
  return out;
}

std::set<std::string> seen_by_rules(const std::string& folder, std::string_view room) {
  std::set<std::string> out;
  std::ifstream in(folder + "/seen.tsv");
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    if (std::string_view(line).substr(0, tab) == room) out.insert(line.substr(std::min(tab + 1, line.size())));
  }
  return out;
}

unsigned part_of(std::string_view family) { return static_cast<unsigned>(coach::hash_of(family) >> 32U) % parts; }

}  // namespace bothy::train
