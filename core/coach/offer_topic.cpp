// See offer_topic.h.
#include "coach/offer_topic.h"

#include <algorithm>
#include <string>
#include <vector>

#include "coach/offer_words.h"

namespace bothy::coach {

const Topic* topic_called(std::string_view name) {
  const auto all = topics();
  const auto at = std::ranges::find(all, name, &Topic::name);
  return at == all.end() ? &all.back() : &*at;
}

Found find_topic(const Draft& draft, std::uint32_t first, std::uint32_t last) {
  const auto all = topics();
  const Words words = words_of(draft, first, std::min(last, first + 400));
  // Two words that follow each other are listed as one ("talked_over") and say more than each.
  std::vector<std::string> pairs(words.size());
  for (std::size_t i = 1; i < words.size(); ++i) {
    pairs[i].append(words[i - 1].plain).append(1, '_').append(words[i].plain);
  }
  Found best;
  best.topic = &all.back();
  int most = 0;
  for (const Topic& topic : all) {
    Found found;
    found.topic = &topic;
    int hits = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Word& word = words[i];
      const bool thing = listed(topic.things, word.plain);
      if (thing && found.thing.empty()) {
        found.thing = word.plain;
        found.token = word.token;
      }
      hits += thing || listed(topic.cues, word.plain) ? 1 : 0;
      hits += i > 0 && listed(topic.cues, pairs[i]) ? 2 : 0;
    }
    if (hits > most) {
      most = hits;
      best = found;
      best.hits = hits;
    }
  }
  return best;
}

}  // namespace bothy::coach
