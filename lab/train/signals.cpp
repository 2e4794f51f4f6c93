// See signals.h.
#include "lab/train/signals.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace bothy::train {
namespace {

template <class Enum, std::size_t n>
bool named(const std::array<std::string_view, n>& names, std::string_view name, Enum& out, std::string& fault) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) {
    fault = "unknown word " + std::string(name);
    return false;
  }
  out = static_cast<Enum>(at - names.begin());
  return true;
}

}  // namespace

bool read_signal(std::string_view line, Signal& out, std::string& fault) {
  std::array<std::string_view, 7> cells;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::size_t tab = i + 1 < cells.size() ? line.find('\t') : line.size();
    if (tab == std::string_view::npos) {
      fault = "a line has seven columns: family, style, signs, voice, urgency, tier, text";
      return false;
    }
    cells[i] = line.substr(0, tab);
    line.remove_prefix(std::min(tab + 1, line.size()));
  }
  out = {};
  out.family = cells[0];
  out.style = cells[1];
  out.text = cells[6];
  for (std::string_view rest = cells[2]; rest != "none" && !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(','));
    guard::Sign sign{};
    if (!named(guard::sign_names, name, sign, fault)) return false;
    out.signs |= 1U << static_cast<unsigned>(sign);
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
  }
  return named(guard::voice_names, cells[3], out.voice, fault) &&
         named(guard::urgency_names, cells[4], out.urgency, fault) &&
         named(guard::tier_names, cells[5], out.tier, fault);
}

std::vector<Signal> read_signals(const std::string& folder, std::vector<Fault>& faults) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Signal> out;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      Signal signal;
      std::string fault;
      if (read_signal(line, signal, fault)) {
        signal.file = file.parent_path().filename().string() + "/" + file.filename().string();
        out.push_back(std::move(signal));
      } else {
        faults.push_back({file.filename().string(), number, fault});
      }
    }
  }
  return out;
}

std::vector<Signal> ordinary_from(const std::vector<Message>& messages) {
  coach::Labels left_out = 0;
  for (const std::string_view name : {"threat", "coerce", "disclose"})
    left_out |= coach::only(*coach::label_called(name));
  std::vector<Signal> out;
  for (const Message& m : messages) {
    // Families written for threats and control tell of danger even where nobody does the act; the guard has its own.
    const bool of_danger = m.family.starts_with("threat.") || m.family.starts_with("coerce.");
    if (!of_danger && (m.labels & left_out) == 0)
      out.push_back({.file = m.file,
                     .family = m.family,
                     .style = m.style,
                     .text = m.text,
                     .harsh = (m.labels & coach::harm_labels) != 0});
  }
  return out;
}

}  // namespace bothy::train
