// The key of an imported row: the same content gives the same 16 bytes, so that a second import adds nothing.
// Not a secret and not cryptography; it never leaves my room in the clear. Called by propose.
#pragma once
#include "import/proposal.h"

namespace bothy {

/// Key over what the row says: its time, ratings, named ratings and note.
///
/// A time without an offset counts as local day and clock, so that an import in summer and one in winter agree; a time
/// with an offset counts as the instant. How the file was written (separator, column order, other columns) does not
/// count. Layout hashed, little-endian: "BTYrow1", u8 kind, i64 time, i64 clock (-1 when unknown), then per slider u8
/// target and u8 value, 0xFF, per named rating u32 length, label, u8 value, then u32 length and note. Two FNV-1a 64
/// runs, the second over the bytes from last to first. Source: Fowler, Noll, Vo (offset basis and prime).
[[nodiscard]] Id row_key(const ProposedCheckIn& row, const WrittenTime& written);

}  // namespace bothy
