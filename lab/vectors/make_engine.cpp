// The engine's bits: each of its own functions at a million places, and whole courses of made-up people. They say that
// a phone and a server compute the same, to the last bit.
#include "lab/vectors/book.h"

namespace bothy::vectors {

Book make_engine() {
  Book book("engine");
  struct Row {
    std::string_view of;
    double low;
    double high;
  };
  constexpr std::int64_t million = 1'000'000;
  constexpr Row rows[] = {{"exp", -745.0, 709.0},
                          {"exp", -1.0, 1.0},
                          {"log", 0.0, 3.0},
                          {"log", 0.0, 1e300},
                          {"tanh", -25.0, 25.0},
                          {"logistic", -40.0, 40.0},
                          {"logit", 0.0, 1.0},
                          {"normal_density", -39.0, 39.0},
                          {"normal_below", -38.0, 9.0},
                          {"log_normal_below", -60.0, 9.0},
                          {"mills", -8.0, 60.0},
                          {"normal_quantile", 0.0, 1.0}};
  for (const Row& row : rows) {
    const std::string name = std::string(row.of) + " at a million places between " + to_json(Value(row.low)) + " and " +
                             to_json(Value(row.high));
    book.add(name, "real", "ok", {},
             {{"of", Value(row.of)}, {"low", Value(row.low)}, {"high", Value(row.high)}, {"places", Value(million)}});
  }
  for (const std::int64_t days : {1, 7, 60, 365})
    book.add("a made-up couple over " + std::to_string(days) + " days", "course", "ok", {},
             {{"seed", Value(days + 40)}, {"days", Value(days)}});
  book.add("a function that the engine does not have", "real", "unknown_intent", {},
           {{"of", Value("sine")}, {"low", Value(0)}, {"high", Value(1)}, {"places", Value(1)}});
  return book;
}

}  // namespace bothy::vectors
