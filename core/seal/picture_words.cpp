// See picture_words.h. Two versions of Bothy must say the same words: none may change, move or go.
// words_test.cpp holds the fingerprint of the list.
#include "seal/picture_words.h"

#include "seal/word_table.h"

namespace bothy {
namespace {

// clang-format off
constexpr WordTable<picture_word_count> words(
    "acorn anchor apple balloon banana bicycle bridge button camera cherry cloud cushion daisy dolphin drum elephant "
    "envelope feather flamingo giraffe guitar hammock hedgehog iceberg igloo island jigsaw kangaroo kettle koala "
    "lantern lemon mountain mushroom noodle octopus ostrich parrot penguin pizza pumpkin pyramid quilt river rocket "
    "sandwich snail snowman spoon starfish teapot tent thimble tomato tractor tulip tunnel umbrella violin waffle "
    "walnut windmill yarn zebra");
// clang-format on

}  // namespace

std::string_view picture_word(std::uint8_t index) { return words.at(index); }

}  // namespace bothy
