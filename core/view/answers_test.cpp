// Rounds as a law of the log: which answers belong together, and what a view says of a reveal that does not fit.
#include "view/answers.h"

#include <doctest/doctest.h>

using namespace bothy;

namespace {

Id id_of(int n) {
  Id id;
  id.bytes[0] = static_cast<std::uint8_t>(n);
  return id;
}

struct Log {
  SharedLog ours;
  int next = 1;
  Id say(Author author, Body body) {
    const Id id = id_of(next);
    ours.entries.add({{Event{id, Hlc{0, static_cast<std::uint16_t>(next)}, std::move(body)}, author}});
    ++next;
    return id;
  }
  Id commit(Author author, const char* question, std::int32_t day = 1) {
    return say(author, AnswerCommitted{.day = day, .question = question, .commitment = Bytes(32, 1)});
  }
  Id reveal(Author author, Id of, const char* words) { return say(author, AnswerRevealed{.commitment_of = of, .salt = {}, .answer = words}); }
  Value view(std::vector<std::int32_t> days = {}) const {
    const Fits fits = [](const AnswerCommitted&, const AnswerRevealed& r) { return r.answer.find("forged") == std::string::npos; };
    return view_answers(ours, days, fits, [](const Id&) { return std::string("kept here"); }, 20);
  }
  std::string json() const { return to_json(view()); }
};

constexpr Author me = Author::me;
constexpr Author them = Author::them;

}  // namespace

TEST_CASE("answers: when only the other has answered, there is nothing at all") {
  Log log;
  const Id theirs = log.commit(them, "q1");
  CHECK(log.json() == "[]");
  log.reveal(them, theirs, "told too early");
  CHECK(log.json() == "[]");
}

TEST_CASE("answers: words of the other wait until mine are open too") {
  Log log;
  const Id theirs = log.commit(them, "q1");
  const Id mine = log.commit(me, "q1");
  log.reveal(them, theirs, "a river");
  CHECK(log.json().find("river") == std::string::npos);
  CHECK(log.json().find(R"("state":"open")") != std::string::npos);
  log.reveal(me, mine, "a porch");
  CHECK(log.json().find(R"("mine":"a porch","theirs":"a river","state":"both")") != std::string::npos);
}

TEST_CASE("answers: a reveal that does not fit is left out, and one that fits counts after it") {
  Log log;
  const Id theirs = log.commit(them, "q1");
  log.reveal(me, log.commit(me, "q1"), "a porch");
  log.reveal(them, theirs, "forged");
  CHECK(log.json().find("forged") == std::string::npos);
  CHECK(log.json().find(R"("state":"open","unfit":true)") != std::string::npos);
  log.reveal(them, theirs, "a river");
  CHECK(log.json().find(R"("theirs":"a river","state":"both"})") != std::string::npos);
}

TEST_CASE("answers: nobody opens the answer of the other") {
  Log log;
  const Id mine = log.commit(me, "q1");
  log.commit(them, "q1");
  log.reveal(them, mine, "put in my mouth");
  CHECK(log.json().find("put in my mouth") == std::string::npos);
  CHECK(log.json().find("kept here") != std::string::npos);
}

TEST_CASE("answers: of two answers of one person the newer counts until both have answered") {
  Log log;
  log.commit(me, "q1", 1);
  const Id second = log.commit(me, "q1", 2);
  CHECK(log.view().as<List>()->size() == 1);
  CHECK(text_or(log.view().as<List>()->at(0), "id", "") == to_hex(second));
  log.commit(them, "q1", 3);
  log.commit(me, "q1", 4);
  CHECK(log.view().as<List>()->size() == 2);
  CHECK(text_or(log.view().as<List>()->at(0), "state", "") == "mine_waits");
}

TEST_CASE("answers: an answer to an earlier partner meets none of the next one") {
  Log log;
  log.commit(them, "q1", 5);
  log.commit(me, "q1", 20);
  CHECK(text_or(log.view({10}).as<List>()->at(0), "state", "") == "mine_waits");
  CHECK(text_or(log.view({}).as<List>()->at(0), "state", "") == "open");
}

TEST_CASE("answers: what the other asked back is not shown any more") {
  Log log;
  const Id theirs = log.commit(them, "q1");
  log.reveal(me, log.commit(me, "q1"), "a porch");
  log.reveal(them, theirs, "a river");
  log.say(them, Retracted{theirs});
  CHECK(log.json().find("river") == std::string::npos);
  CHECK(log.json().find(R"("state":"both")") != std::string::npos);
}
