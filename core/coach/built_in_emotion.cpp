// The emotion head that this build carries, apart from the rest: the browser's program leaves out what it never asks.
// See emotion.h.
#include <cassert>

#include "coach/built_in.h"
#include "coach/emotion.h"

BOTHY_BUILT_IN(bothy_emotion_table, BOTHY_EMOTION_TABLE);
BOTHY_BUILT_IN(bothy_emotion_cuts, BOTHY_EMOTION_CUTS);

namespace bothy::coach {

EmotionReader english_emotions() {
  const auto table = Table::of({bothy_emotion_table, bothy_emotion_table_bytes});
  assert(table && bothy_emotion_cuts_bytes == emotion_count * sizeof(double));
  return EmotionReader(english(), table ? *table : Table{}, doubles_of(bothy_emotion_cuts, bothy_emotion_cuts_bytes));
}

}  // namespace bothy::coach
