// See fold.h. Tables hold ranges of Unicode; only what couples type is told apart, the rest is "other".
#include "coach/fold.h"

#include <algorithm>
#include <array>
#include <span>

namespace bothy::coach {
namespace {

constexpr std::uint32_t not_utf8 = 0xFFFD;

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Latin letters with accents, U+00C0..U+017F, as plain ones; '?' where there is none (multiplication sign and kin).
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
    "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

struct Picture {
  std::uint32_t first;
  std::uint32_t last;
  PictureUse use;
};
constexpr std::array pictures = {
    Picture{0x2639, 0x2639, PictureUse::sad},        Picture{0x263A, 0x263A, PictureUse::glad},
    Picture{0x2661, 0x2665, PictureUse::love},       Picture{0x2763, 0x2764, PictureUse::love},
    Picture{0x1F44D, 0x1F44D, PictureUse::thumb},    Picture{0x1F44F, 0x1F44F, PictureUse::clap},
    Picture{0x1F48B, 0x1F48B, PictureUse::kiss},     Picture{0x1F493, 0x1F49F, PictureUse::love},
    Picture{0x1F4A2, 0x1F4A2, PictureUse::angry},    Picture{0x1F595, 0x1F595, PictureUse::angry},
    Picture{0x1F600, 0x1F601, PictureUse::glad},     Picture{0x1F602, 0x1F602, PictureUse::laugh},
    Picture{0x1F603, 0x1F604, PictureUse::glad},     Picture{0x1F605, 0x1F606, PictureUse::laugh},
    Picture{0x1F607, 0x1F607, PictureUse::glad},     Picture{0x1F609, 0x1F609, PictureUse::wink},
    Picture{0x1F60A, 0x1F60B, PictureUse::glad},     Picture{0x1F60D, 0x1F60D, PictureUse::love},
    Picture{0x1F60F, 0x1F60F, PictureUse::wink},     Picture{0x1F612, 0x1F612, PictureUse::eye_roll},
    Picture{0x1F614, 0x1F614, PictureUse::sad},      Picture{0x1F616, 0x1F616, PictureUse::sad},
    Picture{0x1F617, 0x1F61A, PictureUse::kiss},     Picture{0x1F61B, 0x1F61D, PictureUse::wink},
    Picture{0x1F61E, 0x1F61F, PictureUse::sad},      Picture{0x1F620, 0x1F621, PictureUse::angry},
    Picture{0x1F622, 0x1F622, PictureUse::cry},      Picture{0x1F624, 0x1F624, PictureUse::angry},
    Picture{0x1F625, 0x1F629, PictureUse::sad},      Picture{0x1F62A, 0x1F62B, PictureUse::sad},
    Picture{0x1F62D, 0x1F62D, PictureUse::cry},      Picture{0x1F63B, 0x1F63B, PictureUse::love},
    Picture{0x1F641, 0x1F641, PictureUse::sad},      Picture{0x1F642, 0x1F642, PictureUse::glad},
    Picture{0x1F643, 0x1F644, PictureUse::eye_roll}, Picture{0x1F64F, 0x1F64F, PictureUse::thumb},
    Picture{0x1F917, 0x1F917, PictureUse::love},     Picture{0x1F923, 0x1F923, PictureUse::laugh},
    Picture{0x1F926, 0x1F926, PictureUse::eye_roll}, Picture{0x1F92C, 0x1F92C, PictureUse::angry},
    Picture{0x1F92D, 0x1F92D, PictureUse::laugh},    Picture{0x1F970, 0x1F970, PictureUse::love},
    Picture{0x1F97A, 0x1F97A, PictureUse::sad},      Picture{0x1F9E1, 0x1F9E1, PictureUse::love},
};

// Blocks whose signs are pictures.
constexpr std::array picture_blocks = {Range{0x203C, 0x203C}, Range{0x2049, 0x2049},  Range{0x2190, 0x21FF},
                                       Range{0x2300, 0x23FF}, Range{0x2460, 0x27BF},  Range{0x2900, 0x297F},
                                       Range{0x2B00, 0x2BFF}, Range{0x1F000, 0x1FAFF}};
// Zero-width and direction signs, joiners, variation selectors, skin tones, tags: they say nothing here.
constexpr std::array silent = {Range{0x00AD, 0x00AD}, Range{0x034F, 0x034F},   Range{0x061C, 0x061C},
                               Range{0x180E, 0x180E}, Range{0x200B, 0x200F},   Range{0x202A, 0x202E},
                               Range{0x2060, 0x206F}, Range{0x20E3, 0x20E3},   Range{0xFE00, 0xFE0F},
                               Range{0xFEFF, 0xFEFF}, Range{0x1F3FB, 0x1F3FF}, Range{0xE0000, 0xE01EF}};
// Accents that follow their letter.
constexpr std::array accents = {Range{0x0300, 0x036F}, Range{0x1AB0, 0x1AFF}, Range{0x20D0, 0x20E2}};

bool in(std::span<const Range> ranges, std::uint32_t point) {
  return std::ranges::any_of(ranges, [point](const Range& r) { return point >= r.first && point <= r.last; });
}

PictureUse use_of(std::uint32_t point) {
  const auto at =
      std::ranges::find_if(pictures, [point](const Picture& p) { return point >= p.first && point <= p.last; });
  return at == pictures.end() ? PictureUse::other : at->use;
}

Folded ascii(std::uint32_t point) {
  if (point >= 'a' && point <= 'z') return {point, Sign::letter};
  if (point >= 'A' && point <= 'Z') return {point + 32, Sign::letter, true};
  if (point >= '0' && point <= '9') return {point, Sign::digit};
  switch (point) {
    case '\n':
    case '\r': return {'\n', Sign::line};
    case '\'':
    case '`': return {'\'', Sign::apostrophe};
    case '"': return {'"', Sign::quote};
    default: break;
  }
  return {point, point <= ' ' || point == 0x7F ? Sign::space : Sign::mark};
}

Folded punctuation(std::uint32_t point) {
  switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x00B4: return {'\'', Sign::apostrophe};
    case 0x201C:
    case 0x201E:
    case 0x00AB: return {'"', Sign::quote_open};
    case 0x201D:
    case 0x00BB: return {'"', Sign::quote_close};
    case 0x2026: return {0x2026, Sign::mark};
    case 0x00A1: return {'!', Sign::mark};
    case 0x00BF: return {'?', Sign::mark};
    case 0x2028:
    case 0x2029: return {'\n', Sign::line};
    default: break;
  }
  if (point >= 0x2010 && point <= 0x2015) return {'-', Sign::mark};
  if (point <= 0xBF) return {' ', Sign::space};
  if (point >= 0x2000 && point <= 0x200A) return {' ', Sign::space};
  return {point, Sign::mark};
}

}  // namespace

std::string_view word_of(PictureUse use) {
  static constexpr std::array<std::string_view, 12> words = {"<laugh>", "<love>",  "<eyeroll>", "<cry>",
                                                             "<clap>",  "<angry>", "<wink>",    "<thumb>",
                                                             "<sad>",   "<glad>",  "<kiss>",    "<picture>"};
  return words[static_cast<std::size_t>(use)];
}

Decoded decode(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::uint32_t length = first >= 0xF0 && first < 0xF5   ? 4
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xC2 && first < 0xE0 ? 2
                                                               : 0;
  if (length == 0 || at + length > bytes.size()) return {not_utf8, 1};
  std::uint32_t point = first & (0x7FU >> length);
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {not_utf8, 1};
    point = point << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return {not_utf8, 1};
  return {point, length};
}

Folded fold(std::uint32_t point) {
  if (point < 0x80) return ascii(point);
  if (in(silent, point) || in(accents, point)) return {0, Sign::nothing};
  if (point >= 0xFF01 && point <= 0xFF5E) return ascii(point - 0xFF01 + '!');
  if (point == not_utf8 || point == 0x3000) return {' ', Sign::space};
  if (point >= 0xC0 && point < 0x180) {
    const char plain = latin[point - 0xC0];
    if (plain == '?') return {' ', Sign::space};
    const bool upper = point < 0xDF || (point >= 0x100 && point % 2 == 0);
    return {static_cast<std::uint32_t>(plain), Sign::letter, upper};
  }
  if (in(picture_blocks, point)) return {static_cast<std::uint32_t>(use_of(point)), Sign::picture};
  if (point < 0xC0 || point == 0x02BC || (point >= 0x2000 && point <= 0x206F)) return punctuation(point);
  if (point >= 0x3001 && point <= 0x3003) return {'.', Sign::mark};
  // Mathematical bold, italic and script letters, which some use as ornaments.
  if (point >= 0x1D400 && point <= 0x1D6A3) return {'a' + (point - 0x1D400) % 52 % 26, Sign::letter};
  return {point, Sign::letter, false, point >= 0x250};
}

}  // namespace bothy::coach
