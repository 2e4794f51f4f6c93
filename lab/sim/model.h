// What two people wrote in a simulated world, and what must therefore be found on their devices. Plain data.
// Written by the operations, read by the checks. Texts carry marks that occur nowhere else, so a search is proof.
#pragma once
#include <string>
#include <vector>

namespace bothy::sim {

/// Every private text of a person begins so; it may be found on that person's unlocked screens and nowhere else.
inline constexpr const char* private_marks[2] = {"canary7Qa", "canary7Qb"};
/// Every shared text begins so; it may be found on both persons' screens and nowhere else.
inline constexpr const char* shared_mark = "openly7Q";

/// How sure it is that something written is kept.
enum class Kept : std::uint8_t {
  /// It was on a disk that still lives, or at the relay.
  surely,
  /// A disk was lost or put back at a bad time.
  perhaps,
  /// Taken back before it left.
  gone,
};

struct Note {
  std::string mark;
  int host = 0;
  int step = 0;
  Kept kept = Kept::surely;
};

struct Item {
  std::string mark;
  std::string id;
  int author = 0;
  int host = 0;
  int step = 0;
  Kept kept = Kept::surely;
  bool retracted = false;
};

struct Person {
  std::string phrase;
  std::vector<Note> notes;
  std::vector<Item> items;
  bool left = false;
  int homes_made = 0;
};

}  // namespace bothy::sim
