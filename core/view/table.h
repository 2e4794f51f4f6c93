// Own check-ins as one flat table, for a spreadsheet or a statistics program. Reading tables is in core/import.
// Called by the door. Source: docs/door.md#the-table.
#pragma once
#include "view/log.h"

namespace bothy {

/// RFC 4180 text in UTF-8 with CRLF: a line of names, then one line per check-in in the order of days and minutes. Entries
/// handled with care are left out as in view_export; so are those that a later one replaced or took out of view, for each
/// check-in counts once here. Text that a spreadsheet would run (it begins with = + - @, a tab or a line end) gets an
/// apostrophe before it.
[[nodiscard]] std::string check_in_table(const PrivateLog<Me>& mine);

}  // namespace bothy
