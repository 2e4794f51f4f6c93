// The story itself. See sample_story.h. Rows only: an ordinary month, a quarrel, a repair, and a slow way back.
#include "door/sample_story.h"

namespace bothy::story {
namespace {

constexpr Author me = Author::me;
constexpr Author them = Author::them;

constexpr Level level_rows[] = {{0, 62, 58, 60, 38},  {12, 68, 62, 66, 34}, {22, 67, 58, 64, 38}, {33, 57, 46, 52, 58}, {37, 50, 42, 45, 64},
                                {38, 22, 30, 18, 82}, {40, 20, 27, 22, 78}, {43, 30, 36, 30, 66}, {44, 44, 42, 42, 58}, {50, 49, 46, 49, 52},
                                {60, 57, 52, 56, 46}, {75, 66, 58, 64, 40}, {89, 73, 63, 71, 34}};

constexpr std::string_view easy[] = {"heard", "small_kindness", "nothing_much", "turned_toward", "shared_something", "rested", "disagreed_with_care"};
constexpr std::string_view busy[] = {"nothing_much", "held_back", "bad_mood_was_safe", "nothing_much", "sharp_word"};
constexpr std::string_view apart[] = {"hurt", "withdrawn_silence", "held_back", "sharp_word"};
constexpr std::string_view mending[] = {"repaired", "admitted_mistake", "heard", "took_a_risk", "shared_worry"};
constexpr std::string_view careful[] = {"heard", "held_back", "small_kindness", "turned_toward", "disagreed_with_care", "nothing_much"};

constexpr Stretch stretch_rows[] = {{0, easy}, {27, busy}, {38, apart}, {44, mending}, {49, careful}, {66, easy}};

constexpr Note note_rows[] = {{1, "We cooked without a plan. It came out fine."},
                              {6, "Tired, but the good kind."},
                              {12, "The walk along the canal did more than I thought it would."},
                              {19, "We laughed about the wind chimes next door again."},
                              {27, "A long week. We hardly sat down together."},
                              {33, "I notice that we talk about who buys what, and little else."},
                              {38, "We quarrelled about the trip. Really it was about who decides."},
                              {39, "Quiet at home. I went over every sentence again."},
                              {41, "I miss the easy version of us."},
                              {44, "An apology came, and it said what it was for. I could breathe."},
                              {47, "We talked for an hour with both phones in the other room."},
                              {56, "Still a bit careful. That is all right."},
                              {64, "The first whole evening without a knot in my stomach."},
                              {71, "I said what I needed before I got sharp."},
                              {80, "Sunday breakfast is becoming ours."},
                              {88, "A plain good day."}};

constexpr Shared shared_rows[] = {
    {2, them, Tells::note, "thanks", "Thank you for waiting with the soup until I was home."},
    {3, them, Tells::weather, "clear"},
    {5, me, Tells::need, "listen"},
    {7, me, Tells::weather, "bright"},
    {9, them, Tells::ritual, "after supper", "Ten minutes on the balcony, without phones", 1},
    {9, me, Tells::agreed, {}, {}, 1},
    {11, me, Tells::promise, {}, "I call when I am going to be late.", 2},
    {13, me, Tells::together, {}, {}, 1},
    {14, them, Tells::answer, "q26", "You put my mug where the sun comes in.", 1},
    {14, me, Tells::answer, "q26", "You ask how it went, and then you wait for the whole answer.", 1},
    {16, me, Tells::note, "kind_words", "You stayed calm with my family. I saw it."},
    {18, them, Tells::need, "hug"},
    {20, them, Tells::together, {}, {}, 1},
    {22, them, Tells::weather, "changeable"},
    {25, me, Tells::kept, {}, {}, 2},
    {28, them, Tells::weather, "cloudy"},
    {30, me, Tells::need, "help"},
    {32, them, Tells::need, "space"},
    {34, me, Tells::weather, "cloudy"},
    {36, them, Tells::weather, "rain"},
    {38, me, Tells::weather, "storm"},
    {38, them, Tells::need, "space"},
    {40, them, Tells::weather, "rain"},
    {43, me, Tells::note, "still_us", "Angry, and still here. Still us."},
    {44, them, Tells::repair, "I booked the trip without you.", "You felt like a guest in our own plans. I am sorry. I want to plan it again, with you.", 3},
    {44, me, Tells::repair_answer, "need_time", {}, 3},
    {46, me, Tells::repair_answer, "accepted", {}, 3},
    {46, me, Tells::repair_felt, {}, {}, 3},
    {47, them, Tells::weather, "fog"},
    {48, them, Tells::promise, {}, "I ask before I book anything for the two of us.", 4},
    {50, them, Tells::note, "thanks", "Thank you for hearing me out, although it was hard."},
    {52, me, Tells::closed, {}, {}, 3},
    {54, them, Tells::weather, "changeable"},
    {55, me, Tells::together, {}, {}, 1},
    {57, me, Tells::need, "listen"},
    {59, me, Tells::answer, "q35", "The cabin with the bad stove. We had nothing to do, and it was enough.", 2},
    {60, them, Tells::answer, "q35", "The night train, when we shared one pair of earphones.", 2},
    {62, them, Tells::need, "hug"},
    {64, them, Tells::together, {}, {}, 1},
    {65, me, Tells::note, "thanks", "Thank you for asking before you booked the train."},
    {67, them, Tells::weather, "bright"},
    {69, them, Tells::note, "kind_words", "I like how you tell a story when you are in no hurry."},
    {72, me, Tells::weather, "clear"},
    {74, me, Tells::together, {}, {}, 1},
    {76, them, Tells::kept, {}, {}, 4},
    {78, them, Tells::need, "listen"},
    {79, them, Tells::answer, "q55", "One of us says what the sorry is for. Then tea.", 3},
    {80, me, Tells::answer, "q55", "Time first. Then a walk, and nobody keeps count.", 3},
    {83, me, Tells::note, "kind_words", "You make a quiet evening feel like a plan."},
    {85, them, Tells::together, {}, {}, 1},
    {86, me, Tells::need, "hug"},
    {88, them, Tells::note, "thanks", "Thank you for the lift this morning, and for the bad song."},
    {89, them, Tells::weather, "bright"},
    {89, them, Tells::need, "hug"},
};

}  // namespace

std::span<const Level> levels() { return level_rows; }
std::span<const Stretch> stretches() { return stretch_rows; }
std::span<const Note> notes() { return note_rows; }
std::span<const Shared> shared() { return shared_rows; }

}  // namespace bothy::story
