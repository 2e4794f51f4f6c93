// JSON in and out of Value: the text that crosses the door. No streams, no locale. Called by the door and the command line.
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "base/value.h"

namespace bothy {
namespace {

void write_text(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (u < 0x20 || u == 0x7F) {
      out += "\\u00";
      out += digits[u >> 4];
      out += digits[u & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void write_double(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  // Minus zero would read back as the integer 0, so it is written as what it equals.
  if (number == 0) {
    out += '0';
    return;
  }
  char text[32];
  for (int digits = 15; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, number);
    if (std::strtod(text, nullptr) == number) break;
  }
  out += text;
}

struct Writer {
  std::string& out;
  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool b) const { out += b ? "true" : "false"; }
  void operator()(std::int64_t i) const { out += std::to_string(i); }
  void operator()(double d) const { write_double(out, d); }
  void operator()(const std::string& text) const { write_text(out, text); }
  void operator()(const Bytes& bytes) const { write_text(out, to_base64url(bytes)); }
  void operator()(const List& list) const {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += ',';
      write_json(out, list[i]);
    }
    out += ']';
  }
  void operator()(const Fields& fields) const {
    out += '{';
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out += ',';
      write_text(out, fields[i].first);
      out += ':';
      write_json(out, fields[i].second);
    }
    out += '}';
  }
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Value> document() {
    BOTHY_TRY(value, any(0));
    space();
    if (at_ != text_.size()) return no(Error::malformed);
    return value;
  }

 private:
  void space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
  }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Result<Value> any(int depth) {
    if (depth > max_depth) return no(Error::too_large);
    space();
    if (at_ >= text_.size()) return no(Error::malformed);
    switch (text_[at_]) {
      case '{': return object(depth);
      case '[': return list(depth);
      case '"': {
        BOTHY_TRY(text, string());
        return Value(std::move(text));
      }
      default: break;
    }
    if (take("true")) return Value(true);
    if (take("false")) return Value(false);
    if (take("null")) return Value();
    return number();
  }

  Result<Value> object(int depth) {
    Fields fields;
    ++at_;
    space();
    if (take("}")) return Value(std::move(fields));
    for (;;) {
      space();
      if (at_ >= text_.size() || text_[at_] != '"') return no(Error::malformed);
      BOTHY_TRY(key, string());
      space();
      if (!take(":")) return no(Error::malformed);
      BOTHY_TRY(value, any(depth + 1));
      fields.emplace_back(std::move(key), std::move(value));
      space();
      if (take(",")) continue;
      if (take("}")) return Value(std::move(fields));
      return no(Error::malformed);
    }
  }

  Result<Value> list(int depth) {
    List list;
    ++at_;
    space();
    if (take("]")) return Value(std::move(list));
    for (;;) {
      BOTHY_TRY(value, any(depth + 1));
      list.push_back(std::move(value));
      space();
      if (take(",")) continue;
      if (take("]")) return Value(std::move(list));
      return no(Error::malformed);
    }
  }

  Result<std::uint32_t> hex4() {
    if (at_ + 4 > text_.size()) return no(Error::malformed);
    BOTHY_TRY(two, from_hex(text_.substr(at_, 4)));
    at_ += 4;
    return std::uint32_t{two[0]} << 8 | two[1];
  }

  Outcome escape(std::string& out) {
    if (at_ >= text_.size()) return no(Error::malformed);
    const char c = text_[at_++];
    switch (c) {
      case '"': case '\\': case '/': out += c; return {};
      case 'b': out += '\b'; return {};
      case 'f': out += '\f'; return {};
      case 'n': out += '\n'; return {};
      case 'r': out += '\r'; return {};
      case 't': out += '\t'; return {};
      case 'u': break;
      default: return no(Error::malformed);
    }
    BOTHY_TRY(code, hex4());
    if (code >= 0xD800 && code <= 0xDBFF) {
      if (!take("\\u")) return no(Error::malformed);
      BOTHY_TRY(low, hex4());
      if (low < 0xDC00 || low > 0xDFFF) return no(Error::malformed);
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code <= 0xDFFF) {
      return no(Error::malformed);
    }
    put_utf8(out, code);
    return {};
  }

  static void put_utf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0 | code >> 6);
      out += static_cast<char>(0x80 | (code & 63));
    } else if (code < 0x10000) {
      out += static_cast<char>(0xE0 | code >> 12);
      out += static_cast<char>(0x80 | (code >> 6 & 63));
      out += static_cast<char>(0x80 | (code & 63));
    } else {
      out += static_cast<char>(0xF0 | code >> 18);
      out += static_cast<char>(0x80 | (code >> 12 & 63));
      out += static_cast<char>(0x80 | (code >> 6 & 63));
      out += static_cast<char>(0x80 | (code & 63));
    }
  }

  Result<std::string> string() {
    std::string out;
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return out;
      if (static_cast<unsigned char>(c) < 0x20) return no(Error::malformed);
      if (c == '\\') {
        BOTHY_CHECK(escape(out));
      } else {
        out += c;
      }
    }
    return no(Error::malformed);
  }

  std::size_t digits() {
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ - from;
  }

  Result<Value> number() {
    const std::size_t from = at_;
    bool whole = true;
    take("-");
    const std::size_t first = at_;
    const std::size_t n = digits();
    if (n == 0 || (n > 1 && text_[first] == '0')) return no(Error::malformed);
    if (take(".")) {
      whole = false;
      if (digits() == 0) return no(Error::malformed);
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      whole = false;
      ++at_;
      if (!take("+")) take("-");
      if (digits() == 0) return no(Error::malformed);
    }
    const std::string token(text_.substr(from, at_ - from));
    if (whole) {
      std::int64_t integer = 0;
      if (std::from_chars(token.data(), token.data() + token.size(), integer).ec == std::errc()) return Value(integer);
    }
    const double parsed = std::strtod(token.c_str(), nullptr);
    if (!std::isfinite(parsed)) return no(Error::out_of_range);
    return Value(parsed);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

void write_json(std::string& out, const Value& value) { std::visit(Writer{out}, value.held()); }

std::string to_json(const Value& value) {
  std::string out;
  write_json(out, value);
  return out;
}

Result<Value> from_json(std::string_view text) {
  if (!is_utf8(text)) return no(Error::not_text);
  return Parser(text).document();
}

}  // namespace bothy
