// Fuzz target of the import room: any bytes as a table, as Daylio's export and as a mapping.
// A broken promise stops the program; nothing is printed. Run by `./bothy fuzz`.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "import/preview.h"

namespace {

using namespace bothy;

void require(bool held) {
  if (!held) std::abort();
}

/// The promises of propose.h: counts add up, values in range, text is text, steps change nothing.
void import_whole(std::string_view text, const Mapping& mapping, std::size_t step) {
  const ImportContext context{60, Instant{1'711'917'000'000}};
  const Proposal once = propose(text, mapping, context);
  const ImportCounts& counts = once.counts;
  require(counts.read == counts.filtered + counts.empty + counts.repeated + counts.faulty + once.rows.size());
  require(once.is_clean() == once.problems.empty());
  std::vector<Id> keys;
  for (const auto& row : once.rows) {
    require(is_utf8(row.note) && row.note.size() <= max_note_bytes && !row.is_empty());
    for (const auto& slider : row.sliders) require(!slider || (*slider >= 0 && *slider <= 100));
    for (const auto& extra : row.extra) require(extra.value >= 0 && extra.value <= 100);
    keys.push_back(row.row_key);
  }
  require(is_utf8(to_json(to_value(once, 10))));
  Importer importer(text, mapping, context);
  while (!importer.is_done()) importer.feed(step);
  Proposal again = importer.finish();
  require(again == once);
  std::sort(keys.begin(), keys.end());
  drop_known(again, keys);
  require(again.rows.empty());
}

Mapping table_mapping(TimeForm form) {
  Mapping mapping;
  mapping.header = false;
  mapping.time.column.number = 1;
  mapping.time.form = form;
  mapping.cut_long_notes = true;
  mapping.columns.push_back({{{}, 2}, Target::energy, {}, {whole(0), whole(10), true}});
  mapping.columns.push_back({{{}, 3}, Target::note, {}, {}});
  return mapping;
}

}  // namespace

/// First byte: form of time and rows per step. The rest: the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text = text_of(ByteSpan(data + 1, size - 1));
  const std::size_t step = 1 + data[0] / time_form_count;
  const Detected detected = detect(text);
  require(is_utf8(to_json(to_value(detected))));
  // What detect suggests is a mapping that could have been typed, once the columns are chosen.
  const auto suggested = mapping_from_value(to_value(detected.suggested));
  if (suggested) require(*suggested == detected.suggested);
  import_whole(text, detected.suggested, step);
  import_whole(text, table_mapping(static_cast<TimeForm>(data[0] % time_form_count)), step);
  Mapping daylio;
  daylio.format = ImportFormat::daylio;
  daylio.moods.push_back({"super", 90});
  import_whole(text, daylio, step);
  if (const auto value = from_json(text)) {
    if (const auto mapping = mapping_from_value(*value)) {
      require(mapping_from_value(to_value(*mapping)) == *mapping);
      import_whole("d,e,n\n2024-03-01,5,x\n", *mapping, step);
    }
  }
  return 0;
}
