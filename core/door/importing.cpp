// A table becomes check-ins of my room: all rows or none, and none twice. Reading tables is import's work.
#include <algorithm>

#include "door/home.h"
#include "import/preview.h"
#include "import/propose.h"
#include "view/screens.h"

namespace bothy {
namespace {

constexpr std::size_t rows_shown = 20;

struct Asked {
  Proposal proposal;
  std::string source_name;
};

Result<Asked> propose_from(Request& request, std::span<const Id> known) {
  BOTHY_TRY(table, request.bytes_at(request.args().find("table")));
  const Value* mapping_value = request.args().find("mapping");
  if (mapping_value == nullptr) return no(Error::missing_field);
  const auto mapping = mapping_from_value(*mapping_value);
  if (!mapping) return no(mapping.error().error);
  if (table.size() > max_import_bytes) return no(Error::too_large);
  Asked out;
  out.proposal = propose(text_of(table), *mapping, ImportContext{request.tz_min, request.now});
  drop_known(out.proposal, known);
  out.source_name = text_or(request.args(), "source_name", "").substr(0, max_short_text);
  if (!is_utf8(out.source_name)) return no(Error::not_text);
  return out;
}

// A file of two accounts of one moment is rare; its own minute keeps a row where it was written.
CheckedIn check_in_of(const ProposedCheckIn& row, const std::map<std::string, std::int32_t>& numbers, const std::string& source_name) {
  CheckedIn out;
  out.day = row.moment.day.days;
  out.minute = row.moment.minute.value_or(0);
  const auto slider = [&](Target target) {
    const auto& given = row.slider(target);
    return given ? Slider{*given} : Slider{};
  };
  out.myself = slider(Target::myself);
  out.energy = slider(Target::energy);
  out.valence = slider(Target::valence);
  out.depend = slider(Target::depend);
  out.know = slider(Target::know);
  out.feel = slider(Target::feel);
  out.stress = slider(Target::stress);
  out.note = row.note;
  for (const auto& rating : row.extra) out.extra.push_back({numbers.at(rating.label), rating.value});
  out.source.assign(row.row_key.bytes.begin(), row.row_key.bytes.end());
  out.source_name = source_name;
  return out;
}

}  // namespace

std::vector<Id> Home::imported_keys() const {
  std::vector<Id> out;
  for (const auto& entry : my_.entries.all())
    if (const auto* c = std::get_if<CheckedIn>(&entry.event.body); c != nullptr && c->source.size() == 16)
      out.push_back(Id{block_of<16>(c->source)});
  std::sort(out.begin(), out.end());
  return out;
}

Result<Value> Home::import_preview(Request& request) {
  BOTHY_TRY(asked, propose_from(request, imported_keys()));
  const auto limit = std::clamp<std::int64_t>(int_or(request.args(), "limit", rows_shown), 0, 1'000);
  return to_value(asked.proposal, static_cast<std::size_t>(limit));
}

Outcome Home::import_table(Request& request, Reply& reply) {
  if (stage_ != Stage::open) return no(Error::not_open);
  if (!my_room_open()) return no(Error::locked);
  if (revoked_) return no(Error::revoked);
  BOTHY_TRY(asked, propose_from(request, imported_keys()));
  const Proposal& proposal = asked.proposal;
  if (!proposal.is_clean()) {
    reply.show("import_preview", to_value(proposal, rows_shown));
    return no(Error::bad_table);
  }
  auto numbers = custom_ratings(my_);
  std::vector<Event> events;
  const auto add = [&](Body body) { events.push_back({request.mine.id(), my_clock_.next(request.now), std::move(body)}); };
  for (const auto& row : proposal.rows)
    for (const auto& rating : row.extra)
      if (!numbers.contains(rating.label)) {
        const auto number = first_custom_rating + static_cast<std::int32_t>(numbers.size());
        numbers[rating.label] = number;
        add(SettingChanged{std::string(custom_rating_key) + std::to_string(number), rating.label});
      }
  for (const auto& row : proposal.rows) add(check_in_of(row, numbers, asked.source_name));
  for (const auto& event : events) BOTHY_CHECK(check_limits(event.body));
  const std::uint64_t n = next_pending_++;
  std::vector<Entry> batch;
  for (auto& event : events) {
    batch.push_back({event, Author::me});
    pending_.push_back({n, std::move(event), 0});
  }
  my_.entries.add(std::move(batch));
  keep_pending(n, request, reply);
  keep_keys(request, reply);
  keep_snapshots(request, reply, false);
  Value done;
  done.set("added", static_cast<std::int64_t>(proposal.rows.size())).set("known", static_cast<std::int64_t>(proposal.counts.known));
  done.set("repeated", static_cast<std::int64_t>(proposal.counts.repeated)).set("empty", static_cast<std::int64_t>(proposal.counts.empty));
  done.set("filtered", static_cast<std::int64_t>(proposal.counts.filtered));
  if (proposal.first_day) done.set("first_day", to_iso(*proposal.first_day));
  if (proposal.last_day) done.set("last_day", to_iso(*proposal.last_day));
  reply.show("imported", std::move(done));
  return {};
}

}  // namespace bothy
