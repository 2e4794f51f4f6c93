// The question of the day: an answer is sealed until both have given theirs, then each opens by itself. Nothing here tells
// that only the other has answered. What waits to be opened lies under our room's key, so a shut my room hinders nobody.
#include <algorithm>

#include "base/archive.h"
#include "door/home.h"
#include "view/hidden.h"

namespace bothy {
namespace {

constexpr std::size_t answers_shown = 20;
constexpr std::size_t salt_bytes = 32;

std::string kept_key(const Id& commitment) { return "a/" + to_hex(commitment); }

bool fits(const AnswerCommitted& committed, const AnswerRevealed& revealed) {
  if (revealed.salt.size() != salt_bytes) return false;
  const Hash hash = commitment_to(revealed.salt, revealed.answer);
  return std::equal(hash.begin(), hash.end(), committed.commitment.begin(), committed.commitment.end());
}

template <class A>
void answer_fields(A& a, SealedAnswer& answer) {
  a(answer.commitment);
  a(answer.salt);
  a(answer.words);
}

}  // namespace

// The salt is of one length, so what follows it cannot be read another way.
Hash commitment_to(ByteSpan salt, std::string_view words) { return hash_parts({span_of("BTYanswr"), salt, span_of(words)}); }

std::vector<std::int32_t> Home::pairing_days() const {
  // The first pairing needs no border: nothing was shared before it.
  std::vector<std::int32_t> out;
  for (std::size_t i = 1; i < ring_.pairings.size(); ++i) out.push_back(ring_.pairings[i].day);
  std::sort(out.begin(), out.end());
  return out;
}

Outcome Home::answer_question(Request& request, Reply& reply) {
  BOTHY_CHECK(can_share());
  BOTHY_TRY(question, text_field(request.args(), "question", max_short_text));
  BOTHY_TRY(words, text_field(request.args(), "text", max_text));
  if (question.empty() || words.empty()) return no(Error::missing_field);
  const Day today = day_of(request.now, request.tz_min);
  const auto back = asked_back(our_);
  for (const auto& entry : our_.entries.all()) {
    const auto* before = std::get_if<AnswerCommitted>(&entry.event.body);
    if (before == nullptr || entry.author != Author::me || back.contains(entry.event.id)) continue;
    if (before->question == question && before->day == today.days) return no(Error::already_sent);
  }
  SealedAnswer answer;
  const auto salt = request.entropy.block<salt_bytes>();
  answer.salt.assign(salt.begin(), salt.end());
  answer.words = std::move(words);
  const Hash hash = commitment_to(answer.salt, answer.words);
  AnswerCommitted committed{.day = today.days, .question = std::move(question), .commitment = Bytes(hash.begin(), hash.end())};
  const Event event = queue_shared(request, reply, Body(std::move(committed)), false);
  made(reply, event);
  answer.commitment = event.id;
  Bytes plain;
  Saver saver(plain);
  answer_fields(saver, answer);
  reply.keep(kept_key(event.id), seal_box(*ours_key_, plain, span_of("a/"), request.mine));
  sealed_answers_.push_back(std::move(answer));
  pump(request, reply);
  return {};
}

// Both have answered: what this device holds is opened, once. Only a shared act or the relay leads here, so nothing
// private moves the moment of it.
void Home::open_answers(Request& request, Reply& reply) {
  if (sealed_answers_.empty() || !can_share()) return;
  std::vector<Id> due;
  for (const auto& round : rounds_of(our_, pairing_days()))
    if (round.mine != nullptr && round.theirs != nullptr) due.push_back(round.mine->event.id);
  for (const auto& commitment : due) {
    const auto at = std::find_if(sealed_answers_.begin(), sealed_answers_.end(), [&](const SealedAnswer& s) { return s.commitment == commitment; });
    if (at == sealed_answers_.end()) continue;
    queue_shared(request, reply, Body(AnswerRevealed{.commitment_of = commitment, .salt = at->salt, .answer = at->words}), false);
    forget_answer(commitment, reply);
  }
}

void Home::forget_answer(const Id& commitment, Reply& reply) {
  if (std::erase_if(sealed_answers_, [&](const SealedAnswer& s) { return s.commitment == commitment; }) > 0) reply.drop(kept_key(commitment));
}

// An answer to one person is never opened to another.
void Home::forget_all_answers(Reply& reply) {
  for (const auto& answer : sealed_answers_) reply.drop(kept_key(answer.commitment));
  sealed_answers_.clear();
}

void Home::load_answers() {
  for (const auto& [key, sealed] : records_) {
    if (!key.starts_with("a/")) continue;
    const auto plain = open_box(*ours_key_, sealed, span_of("a/"));
    SealedAnswer answer;
    Loader loader(plain ? ByteSpan(*plain) : ByteSpan());
    answer_fields(loader, answer);
    if (plain && loader.done()) sealed_answers_.push_back(std::move(answer));
    else alarm(Error::store_damaged, Id{});
  }
}

Value Home::answers_view() const {
  // What is sealed for the other is not read by whoever picks up this device before they have answered.
  const OwnWords own = [&](const Id& commitment) {
    if (!my_room_open()) return std::string();
    for (const auto& answer : sealed_answers_)
      if (answer.commitment == commitment) return answer.words;
    return std::string();
  };
  return view_answers(our_, pairing_days(), fits, own, answers_shown);
}

}  // namespace bothy
