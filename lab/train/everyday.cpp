// See everyday.h.
#include "lab/train/everyday.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lab/train/packed.h"

namespace bothy::train {
namespace {

constexpr std::array<std::string_view, 15> kind = {"admiration", "amusement", "approval", "caring",   "confusion",
                                                   "curiosity",  "desire",    "excitement", "gratitude", "joy",
                                                   "love",       "optimism",  "pride",    "relief",   "surprise"};

bool is_kind(std::string_view emotions, bool neutral) {
  while (!emotions.empty()) {
    const std::string_view one = emotions.substr(0, emotions.find(','));
    if (std::ranges::find(kind, one) == kind.end() && !(neutral && one == "neutral")) return false;
    emotions.remove_prefix(std::min(one.size() + 1, emotions.size()));
  }
  return true;
}

std::string path_of(const std::string& folder, const char* set, const std::string& split) {
  return folder + "/" + set + "." + split + ".tsv.gz";
}

}  // namespace

std::vector<std::string> read_everyday(const std::string& folder, const std::string& split, bool neutral) {
  constexpr std::size_t one_in = 3;
  std::vector<std::string> out;
  std::size_t number = 0;
  for (const Packed& line : read_packed(path_of(folder, "goemotions", split))) {
    if (is_kind(line.labels, neutral) && number++ % one_in == 0) out.push_back(line.text);
  }
  for (const Packed& line : read_packed(path_of(folder, "casino", split))) {
    if (number++ % one_in == 0) out.push_back(line.text);
  }
  for (const Packed& line : read_packed(path_of(folder, "politeness", split))) {
    if (line.labels != "impolite") out.push_back(line.text);
  }
  return out;
}

std::vector<std::string> everyday_files(const std::string& folder, const std::string& split) {
  return {path_of(folder, "casino", split), path_of(folder, "goemotions", split),
          path_of(folder, "politeness", split)};
}

}  // namespace bothy::train
