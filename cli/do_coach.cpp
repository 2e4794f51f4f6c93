// The commands `coach`, `guard`, `emotion`, `rewrite`: a table of messages in, what each does or carries out. For those
// who measure the coach and the guard on their own messages; nothing is kept, no home is needed.
#include <algorithm>
#include <array>

#include "cli/commands.h"
#include "cli/line_stream.h"
#include "coach/emotion.h"
#include "coach/offer.h"
#include "guard/script.h"

namespace bothy::cli {
namespace {

// The cells of a line: id, text, and what was said before, oldest first, parted by " || ".
struct Row {
  std::string_view id;
  std::string_view text;
  std::string_view before;
  bool whole = false;
};

Row row_of(std::string_view line) {
  Row row;
  const std::size_t tab = line.find('\t');
  row.id = line.substr(0, tab);
  if (tab == std::string_view::npos) return row;
  row.whole = true;
  row.text = line.substr(tab + 1);
  const std::size_t next = row.text.find('\t');
  if (next == std::string_view::npos) return row;
  row.before = row.text.substr(next + 1);
  row.text = row.text.substr(0, next);
  row.before = row.before.substr(0, row.before.find('\t'));
  return row;
}

using Answer = std::function<void(const Row&, std::string&)>;

// Every row of --in through `answer`, to --out. A first line `id TAB text` names the columns and is passed over.
Did answer_rows(Context& context, std::string_view columns, const Answer& answer) {
  const Args& args = context.args();
  if (!args.has("in") || !args.has("out")) return usage("Say which files, as in --in messages.tsv --out labels.tsv.");
  long long no_tab = 0;
  bool first = true;
  const auto line = [&](std::string_view text, std::string& out) {
    const Row row = row_of(text);
    const bool header = first && row.id == "id" && row.text == "text";
    first = false;
    if (header || text.empty()) return;
    no_tab += row.whole ? 0 : 1;
    out.append(row.id);
    out += '\t';
    answer(row, out);
    out += '\n';
  };
  BOTHY_GET(done, stream_lines(context.screen(), args.text("in"), args.text("out"), line));
  const Screen& screen = context.screen();
  screen.note(std::to_string(done.lines) + " lines read; each line of " + screen.safe(args.text("out")) + " holds " +
              std::string(columns));
  if (no_tab > 0) {
    screen.note(std::to_string(no_tab) + " lines had no tab between an id and a text; they were written as none.");
  }
  if (done.cut > 0) screen.note(std::to_string(done.cut) + " lines were longer than 256 KiB; only that much was read.");
  return {};
}

std::vector<std::string_view> messages_before(std::string_view cell) {
  std::vector<std::string_view> out;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(" || "), cell.size());
    out.push_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 4, cell.size()));
  }
  return out;
}

// A talk is a quarrel when two of what was said before are hard to hear.
int conflict_of(coach::Reader& reader, std::span<const std::string_view> before) {
  int hard = 0;
  for (const std::string_view message : before) hard += (reader.read(message).labels & coach::harm_labels) != 0 ? 1 : 0;
  return hard;
}

void append_labels(coach::Labels labels, std::string& out) {
  bool any = false;
  for (std::size_t l = 0; l < coach::label_count; ++l) {
    if ((labels >> l & 1U) == 0) continue;
    if (any) out += ',';
    out += coach::label_names[l];
    any = true;
  }
  if (!any) out += "none";
}

void append_reading(const coach::Reading& reading, std::string& out) {
  append_labels(reading.labels, out);
  out += '\t';
  for (const coach::Finding& f : reading.findings) {
    if (&f != reading.findings.data()) out += ';';
    out += coach::label_names[static_cast<std::size_t>(f.label)];
    out += ':' + std::to_string(f.span.begin) + '-' + std::to_string(f.span.end);
  }
  out += '\t';
  for (const coach::Finding& f : reading.findings) {
    if (&f != reading.findings.data()) out += ';';
    out += coach::name_of(f.reason);
  }
}

}  // namespace

Did do_coach(Context& context) {
  coach::Reader reader = coach::english_reader();
  const bool with_context = context.args().has("context");
  return answer_rows(context, "id, labels, label:start-end (bytes), reasons", [&](const Row& row, std::string& out) {
    std::vector<std::string_view> said;
    coach::Before before;
    if (with_context) {
      said = messages_before(row.before);
      before.conflict = conflict_of(reader, said);
    }
    append_reading(reader.read(row.text, before), out);
  });
}

Did do_guard(Context& context) {
  guard::Guard reader = guard::english_guard();
  return answer_rows(context, "id, signs, whose voice, urgency, tier", [&](const Row& row, std::string& out) {
    const guard::Alarm alarm = reader.read(row.text);
    bool any = false;
    for (std::size_t s = 0; s < guard::sign_count; ++s) {
      if (!alarm.has(static_cast<guard::Sign>(s))) continue;
      if (any) out += ',';
      out += guard::sign_names[s];
      any = true;
    }
    if (!any) out += "none";
    out += '\t';
    out += guard::voice_names[static_cast<std::size_t>(alarm.voice)];
    out += '\t';
    out += guard::urgency_names[static_cast<std::size_t>(alarm.urgency)];
    out += '\t';
    out += guard::tier_names[static_cast<std::size_t>(alarm.tier)];
  });
}

Did do_emotion(Context& context) {
  coach::EmotionReader reader = coach::english_emotions();
  return answer_rows(context, "id, emotions", [&](const Row& row, std::string& out) {
    const coach::Emotions found = reader.read(row.text);
    bool any = false;
    for (std::size_t e = 0; e < coach::emotion_count; ++e) {
      if ((found >> e & 1U) == 0) continue;
      if (any) out += ',';
      out += coach::emotion_names[e];
      any = true;
    }
  });
}

// Danger goes before words: neither a harmful nor a frightened person is helped to phrase things.
Did do_rewrite(Context& context) {
  guard::Guard guard = guard::english_guard();
  coach::Reader reader = coach::english_reader();
  return answer_rows(context, "id, action (rewrite, keep, safety), the text after",
                     [&](const Row& row, std::string& out) {
                       coach::Offer offer;
                       if (guard::silences_coach(guard.read(row.text))) {
                         offer.action = coach::Action::safety;
                       } else {
                         offer = coach::clean_offer(reader, coach::english(), row.text);
                       }
                       constexpr std::array<std::string_view, 3> actions = {"rewrite", "keep", "safety"};
                       out += actions[static_cast<std::size_t>(offer.action)];
                       out += '\t';
                       out += offer.action == coach::Action::rewrite ? std::string_view(offer.text) : row.text;
                     });
}

}  // namespace bothy::cli
