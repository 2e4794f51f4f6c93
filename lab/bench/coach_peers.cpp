// See coach_peers.h. The n-gram model is liblinear's logistic regression over words and pairs of words, one for each
// label.
#include "lab/bench/coach_peers.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "coach/hash.h"
#include "coach/reading.h"
#include "lab/train/metrics.h"
#ifdef BOTHY_LIBLINEAR
#include "lab/train/fit.h"
#endif

namespace bothy {
namespace {

using namespace train;

using Pairs = std::vector<std::pair<double, bool>>;

// The share of pairs (one with harm, one without) that the value ranks right.
double area_under_curve(Pairs told) {
  std::ranges::sort(told);
  double rank_sum = 0;
  double positive = 0;
  for (std::size_t i = 0; i < told.size();) {
    std::size_t k = i;
    while (k < told.size() && told[k].first == told[i].first) ++k;
    const double rank = (static_cast<double>(i + k) + 1) / 2;
    for (; i < k; ++i) {
      rank_sum += told[i].second ? rank : 0;
      positive += told[i].second ? 1 : 0;
    }
  }
  const double negative = static_cast<double>(told.size()) - positive;
  return positive == 0 || negative == 0 ? 0 : (rank_sum - positive * (positive + 1) / 2) / (positive * negative);
}

void print_any_harm(const std::string& name, const Pairs& told, double us) {
  const Cut best = best_cut(told);
  std::printf(
      "%-22s any harm: area %.3f, best F1 %.3f (precision %.3f, recall %.3f), recall at precision .85 %.3f; %.1f us\n",
      name.c_str(), area_under_curve(told), best.f1, best.precision, best.recall, sure_cut(told, 0.85).recall, us);
}

void print_sentiments(const std::vector<Message>& messages, const std::string& file) {
  std::map<std::string, std::pair<Pairs, double>> peers;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    std::string name;
    std::size_t index = 0;
    double value = 0;
    double us = 0;
    if (!(cells >> name >> index >> value >> us) || index >= messages.size()) continue;
    auto& [told, spent] = peers[name];
    told.emplace_back(-value, (messages[index].labels & coach::harm_labels) != 0);
    spent += us;
  }
  for (const auto& [name, peer] : peers) {
    print_any_harm(name + " (sentiment)", peer.first,
                   peer.second / static_cast<double>(std::max<std::size_t>(peer.first.size(), 1)));
  }
}

#ifdef BOTHY_LIBLINEAR
std::vector<coach::Feature> n_grams(const std::string& text) {
  std::vector<coach::Feature> out;
  std::uint64_t before = 0;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    const std::uint64_t h = coach::hash_of(word);
    out.push_back({h, coach::Group::words});
    if (before != 0) out.push_back({coach::mix(before, h), coach::Group::words});
    before = h;
    word.clear();
  };
  for (const char c : text) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '\'';
    if (letter) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    } else {
      end_word();
    }
  }
  end_word();
  return out;
}

void print_plain(const std::vector<Message>& messages) {
  std::vector<Fault> faults;
  std::vector<Problem> problems(1);
  problems[0].columns = coach::label_count;
  std::vector<Message> tuned;
  for (const Message& m : read_messages(BOTHY_ROOT "/content/language/coach", faults)) {
    const unsigned part = part_of(m.family);
    if (part == held_out) continue;
    if (part == 1) {
      tuned.push_back(m);  // its thresholds come from families that it was not trained on either
    } else {
      const std::uint64_t alone = problems[0].instances.size();  // no families: each message bears witness for itself
      problems[0].instances.push_back({.features = n_grams(m.text), .truth = m.labels, .family = alone});
    }
  }
  const auto bytes = fit(problems, {.rows = 200'000, .cost = 2, .balance = 1});
  const coach::Table table = *coach::Table::of(bytes);
  using Logits = std::array<double, coach::label_count>;
  const auto weigh = [&](const Message& m) {
    coach::Table::Sums sums;
    Logits out{};
    table.add(n_grams(m.text), sums);
    table.finish(sums, 0, out);
    return out;
  };
  Logits cut{};
  for (std::size_t l = 0; l < coach::label_count; ++l) {
    Pairs told;
    for (const Message& m : tuned) told.emplace_back(weigh(m)[l], (m.labels >> l & 1U) != 0);
    cut[l] = best_cut(told).at;
  }
  Scores scores;
  Pairs any;
  const auto begun = std::chrono::steady_clock::now();
  for (const Message& m : messages) {
    const Logits logits = weigh(m);
    coach::Labels said = 0;
    double most = -100;
    for (std::size_t l = 0; l < coach::label_count; ++l) {
      if (logits[l] >= cut[l]) said |= coach::Labels{1} << l;
      if (l < coach::harm_count) most = std::max(most, logits[l] - cut[l]);
    }
    scores.count(m.labels, said);
    any.emplace_back(most, (m.labels & coach::harm_labels) != 0);
  }
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begun;
  std::printf(
      "plain n-grams: macro F1 %.3f, harm %.3f, care %.3f; said at its thresholds: any harm precision %.3f, recall "
      "%.3f\n",
      scores.macro(), scores.macro(0, coach::harm_count), scores.macro(coach::harm_count), scores.any_harm.precision(),
      scores.any_harm.recall());
  print_any_harm("plain n-grams", any, took.count() / static_cast<double>(std::max<std::size_t>(messages.size(), 1)));
}
#endif

}  // namespace

void print_coach_peers(const std::vector<Message>& messages, const std::string& sentiments) {
  std::printf("\npeers on the same messages\n");
#ifdef BOTHY_LIBLINEAR
  print_plain(messages);
#else
  std::printf("plain n-grams: liblinear is not installed (./bothy setup train)\n");
#endif
  print_sentiments(messages, sentiments);
  Pairs ours;
  coach::Reader reader = coach::english_reader();
  const auto begun = std::chrono::steady_clock::now();
  for (const Message& m : messages) {
    reader.read(m.text);
    ours.emplace_back(reader.logits()[coach::label_count], (m.labels & coach::harm_labels) != 0);
  }
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begun;
  print_any_harm("this coach", ours, took.count() / static_cast<double>(std::max<std::size_t>(messages.size(), 1)));
}

}  // namespace bothy
