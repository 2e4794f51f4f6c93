// The check-in: from options, or asked one question at a time at the terminal. One private entry; parts are shared by
// choice. Ranges and words are checked by the core.
#include "cli/commands.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr std::string_view sliders[] = {"myself", "energy", "valence", "depend", "know", "feel", "stress"};
constexpr std::string_view lists[] = {"moments", "body"};

Value split_list(const std::string& text) {
  List out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    std::string word = text.substr(at, end - at);
    while (word.starts_with(' ')) word.erase(0, 1);
    while (word.ends_with(' ')) word.pop_back();
    if (!word.empty()) out.emplace_back(word);
    at = end + 1;
  }
  return out;
}

struct Question {
  std::string_view field;
  std::string_view ask;
};
constexpr Question questions[] = {
    {"myself", "Could I be myself with you today?  0 not at all .. 100 fully: "},
    {"energy", "My energy                          0 empty .. 100 full:       "},
    {"valence", "My mood                            0 low .. 100 bright:       "},
};

Did ask_all(Value& args) {
  for (const auto& question : questions) {
    while (true) {
      BOTHY_GET(line, read_line(question.ask, true));
      if (line.empty()) break;
      const auto number = whole_number(line.text());
      if (!number || *number < 0 || *number > 100) continue;
      args.set(question.field, *number);
      break;
    }
  }
  BOTHY_GET(
      moments,
      read_line("What happened? (heard, shared_something, held_back, hurt, repaired, small_kindness, nothing_much): ",
                true));
  if (!moments.empty()) args.set("moments", split_list(moments.text()));
  BOTHY_GET(need, read_line("Right now I need (listen, help, hug, space, nothing): ", true));
  if (!need.empty()) args.set("need", need.text());
  BOTHY_GET(note, read_line("A line for myself (Enter leaves it out): ", true));
  if (!note.empty()) args.set("note", note.text());
  return {};
}

Did add_options(const Args& given, Value& args) {
  for (const auto slider : sliders) {
    if (!given.has(slider)) continue;
    BOTHY_GET(number, given.number(slider, 0, 100, 0));
    args.set(slider, number);
  }
  for (const auto name : lists)
    if (given.has(name)) args.set(name, split_list(given.text(name)));
  for (const auto name : {"need", "tag"})
    if (given.has(name)) args.set(name, given.text(name));
  if (given.has("note")) {
    BOTHY_GET(note, text_of_argument(given.text("note")));
    args.set("note", std::move(note));
  }
  return {};
}

// "need,weather=rain" as {"need":true,"weather":"rain"}.
Got<Value> share_of(const std::string& text) {
  Value out{Fields{}};
  const Value parts = split_list(text);
  for (const auto& item : *parts.as<List>()) {
    const std::string& word = *item.as<std::string>();
    if (word == "need") {
      out.set("need", true);
    } else if (word.starts_with("weather=") && word.size() > 8) {
      out.set("weather", word.substr(8));
    } else {
      return usage("--share takes need and weather=WORD, such as --share need,weather=rain");
    }
  }
  return out;
}

bool says_something(const Value& args) { return args.as<Fields>() != nullptr && !args.as<Fields>()->empty(); }

void tell(const Context& context, const Answer& answer) {
  const Screen& screen = context.screen();
  screen.line("Kept in my room.");
  for (const auto& made : list(answer.views, "made")) {
    for (const auto& item : list(answer.views, "shared")) {
      if (text_or(item, "id", "") != text_or(made, "id", "-")) continue;
      std::string said = "Shared: " + screen.safe(event_words(text_or(item, "event", ""), part(item, "fields"))) + ".";
      if (stays_a_while(context.args()))
        said += " To take it back before it leaves: bothy-cli take-back " + short_id(item);
      screen.line(said);
    }
  }
}

}  // namespace

Did do_checkin(Context& context) {
  Value args{Fields{}};
  BOTHY_DO(add_options(context.args(), args));
  Value share{Fields{}};
  if (context.args().has("share")) {
    BOTHY_GET(chosen, share_of(context.args().text("share")));
    share = std::move(chosen);
  }
  BOTHY_DO(context.open());
  if (!says_something(args) && !says_something(share)) {
    if (!has_terminal())
      return usage("Say something, such as: bothy-cli checkin --myself 70 --energy 40 --need listen");
    BOTHY_DO(ask_all(args));
    if (!says_something(args)) {
      context.screen().line("Nothing was noted. That is fine too.");
      return {};
    }
  }
  if (context.args().has("amends")) {
    BOTHY_GET(id, whole_id(context, context.args().text("amends")));
    args.set("amends", id);
  }
  if (says_something(share)) args.set("share", std::move(share));
  args.set("when", context.args().has("later") ? "later" : "now");
  BOTHY_GET(answer, context.host().act("check_in", std::move(args)));
  context.result(answer.views);
  tell(context, answer);
  return context.exchange_if_asked();
}

}  // namespace bothy::cli
