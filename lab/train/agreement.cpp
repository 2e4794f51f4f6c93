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

// What `file:line TAB rest` is about: looked up by file and line, in the order in which the files were read.
template <class T>
class ByLine {
 public:
  explicit ByLine(const std::vector<T>& all) {
    for (const T& one : all) {
      const std::size_t from = one.file.find('/') + 1;
      files_[one.file.substr(from, one.file.rfind('.') - from)].push_back(&one);
    }
  }
  // Calls `each(first, rest)` for every line of `path`.
  template <class Each>
  void read(const std::string& path, std::vector<Fault>& faults, Each each) const {
    std::ifstream in(path, std::ios::binary);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      const std::size_t colon = std::min(line.find(':'), line.size());
      const std::size_t tab = std::min(line.find('\t'), line.size());
      const auto file = files_.find(line.substr(0, colon));
      const std::size_t at = colon < tab ? std::strtoul(line.c_str() + colon + 1, nullptr, 10) : 0;
      if (tab == line.size() || file == files_.end() || at < 1 || at > file->second.size() ||
          !each(*file->second[at - 1], std::string_view(line).substr(tab + 1)))
        faults.push_back({path, number, "a line names `file:line` first, then after a tab what it is labelled as"});
    }
  }

 private:
  std::map<std::string, std::vector<const T*>> files_;  // `apology` -> its lines in order
};

}  // namespace

double kappa(const Counts& c, std::size_t messages) {
  const auto n = static_cast<double>(messages);
  const double first = static_cast<double>(c.hit + c.missed) / n;
  const double second = static_cast<double>(c.hit + c.added) / n;
  const double chance = first * second + (1 - first) * (1 - second);
  const double same = 1 - static_cast<double>(c.added + c.missed) / n;
  return chance >= 1 ? 1 : (same - chance) / (1 - chance);
}

double Agreement::kappa(std::size_t label) const { return train::kappa(scores.labels[label], messages); }

Agreement agreement(const std::string& path, const std::vector<Message>& messages, std::vector<Fault>& faults) {
  Agreement out;
  ByLine(messages).read(path, faults, [&](const Message& first, std::string_view rest) {
    const coach::Labels second = labels_in(rest);
    out.scores.count(first.labels, second);
    ++out.messages;
    out.alike += first.labels == second ? 1 : 0;
    return true;
  });
  return out;
}

GuardAgreement agreement(const std::string& path, const std::vector<Signal>& signals, std::vector<Fault>& faults) {
  GuardAgreement out;
  ByLine(signals).read(path, faults, [&](const Signal& first, std::string_view rest) {
    Signal second;
    std::string fault;
    if (!read_signal("-\t-\t" + std::string(rest) + "\t-", second, fault)) return false;
    const auto danger = [](const Signal& s) { return s.tier >= guard::Tier::t2; };
    out.danger.count(danger(first), danger(second));
    out.urgent.count(first.tier == guard::Tier::t3, second.tier == guard::Tier::t3);
    ++out.texts;
    out.tiers += first.tier == second.tier ? 1 : 0;
    out.voices += danger(first) && danger(second) && first.voice == second.voice ? 1 : 0;
    return true;
  });
  return out;
}

}  // namespace bothy::train
