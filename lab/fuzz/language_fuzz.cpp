// Fuzz target of what people type: any bytes are read by guard, coach and emotion head, and offered again.
// Places lie inside the text, readings repeat, and an offer for plain UTF-8 is plain UTF-8.
#include "coach/emotion.h"
#include "coach/offer.h"
#include "guard/script.h"
#include "lab/fuzz/fuzz.h"

using namespace bothy;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static guard::Guard guard = guard::english_guard();
  static coach::Reader reader = coach::english_reader();
  static coach::EmotionReader emotions = coach::english_emotions();
  const std::string_view text = text_of(ByteSpan(data, size));
  const guard::Alarm alarm = guard.read(text);
  require(guard.read(text) == alarm);
  require(alarm.tier < guard::Tier::t2 || guard::script_for(alarm) != guard::Script::none);
  const coach::Labels labels = reader.read(text).labels;
  const coach::Reading& reading = reader.read(text);
  require(reading.labels == labels);
  for (const coach::Finding& f : reading.findings) {
    require(f.span.begin < f.span.end && f.span.end <= size && coach::has(labels, f.label));
    for (const coach::Span& words : f.words) require(words.begin <= words.end && words.end <= size);
  }
  require(emotions.read(text) != 0);
  const coach::Offer offer = coach::clean_offer(reader, coach::english(), text);
  require(offer.text.empty() == (offer.action != coach::Action::rewrite));
  if (is_utf8(text)) require(is_utf8(offer.text));
  for (const coach::Span& slot : offer.slots) require(slot.begin < slot.end && slot.end <= offer.text.size());
  return 0;
}
