// See book.h.
#include "lab/vectors/book.h"

namespace bothy::vectors {

void Book::add(std::string_view name, std::string_view kind, std::string_view expect, ByteSpan bytes, Fields more) {
  Value vector;
  vector.set("name", name).set("kind", kind).set("expect", expect).set("bytes", to_hex(bytes));
  for (auto& [key, value] : more) vector.set(key, std::move(value));
  const Verdict verdict = check_vector(vector);
  if (verdict.name != expect) surprises_ += file_ + ": " + std::string(name) + ": expected " + std::string(expect) + ", got " + verdict.name + "\n";
  if (!verdict.gives.empty()) vector.set("gives", verdict.gives);
  vectors_.push_back(std::move(vector));
}

void Book::add_text(std::string_view name, std::string_view kind, std::string_view expect, std::string_view text, Fields more) {
  add(name, kind, expect, span_of(text), std::move(more));
}

std::string Book::text() const {
  std::string out = "[";
  for (std::size_t i = 0; i < vectors_.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    write_json(out, vectors_[i]);
  }
  return out + "\n]\n";
}

}  // namespace bothy::vectors
