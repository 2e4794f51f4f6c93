// See agreement.h.
#include "lab/train/agreement.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace bothy::train {
namespace {

coach::Labels labels_in(std::string_view names) {
  coach::Labels out = 0;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(','), names.size());
    if (const auto label = coach::label_called(names.substr(0, end))) out |= coach::only(*label);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return out;
}

}  // namespace

double Agreement::kappa(std::size_t label) const {
  const Counts& c = scores.labels[label];
  const auto n = static_cast<double>(messages);
  const double first = static_cast<double>(c.hit + c.missed) / n;
  const double second = static_cast<double>(c.hit + c.added) / n;
  const double chance = first * second + (1 - first) * (1 - second);
  const double same = 1 - static_cast<double>(c.added + c.missed) / n;
  return chance >= 1 ? 1 : (same - chance) / (1 - chance);
}

Agreement agreement(const std::string& path, const std::vector<Message>& messages, std::vector<Fault>& faults) {
  std::map<std::string, std::vector<const Message*>> files;  // `apology` -> its lines in order
  for (const Message& m : messages) {
    const std::size_t from = m.file.find('/') + 1;
    files[m.file.substr(from, m.file.rfind('.') - from)].push_back(&m);
  }
  Agreement out;
  std::ifstream in(path, std::ios::binary);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::size_t tab = std::min(line.find('\t'), line.size());
    const auto file = files.find(line.substr(0, colon));
    const std::size_t at = colon < tab ? std::strtoul(line.c_str() + colon + 1, nullptr, 10) : 0;
    if (tab == line.size() || file == files.end() || at < 1 || at > file->second.size()) {
      faults.push_back({path, number, "a line reads `file:line TAB labels`"});
      continue;
    }
    const coach::Labels second = labels_in(std::string_view(line).substr(tab + 1));
    const coach::Labels first = file->second[at - 1]->labels;
    out.scores.count(first, second);
    ++out.messages;
    out.alike += first == second ? 1 : 0;
  }
  return out;
}

}  // namespace bothy::train
