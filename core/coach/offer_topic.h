// What couples' hard messages are about, and for each topic the feelings, neutral events and asks that fit it.
// The words are in offer_topics.cpp; nothing of the sender's is here. Called by offer.cpp.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "coach/features.h"

namespace bothy::coach {

/// One topic. `cues` point at it, `things` do too and can follow "about the". Pairs of words are cues as "talked_over".
/// Feelings fit "I feel ...".
struct Topic {
  std::string_view name;
  std::string_view cues;
  std::string_view things;
  std::array<std::string_view, 3> feelings;
  std::array<std::string_view, 3> whens;  // after "I feel ...", true whenever the topic is
  std::array<std::string_view, 4> asks;   // whole sentences: a need, or a request that can be refused
};

/// All topics; the last one is of messages that name none.
[[nodiscard]] std::span<const Topic> topics();

/// The topic of that name; the last one when there is none.
[[nodiscard]] const Topic* topic_called(std::string_view name);

struct Found {
  const Topic* topic = nullptr;
  std::string_view thing;  // as spelled out; empty when the message names none
  std::uint32_t token = 0;
  int hits = 0;
};
/// The topic with most words among tokens [first, last), of which 400 are read; the first in the table among equals.
[[nodiscard]] Found find_topic(const Draft& draft, std::uint32_t first, std::uint32_t last);

}  // namespace bothy::coach
