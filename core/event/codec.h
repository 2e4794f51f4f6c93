// Payload bytes and JSON of event bodies, both driven by the field tables.
// One body has one encoding: fields at their default are left out, keys ascend. Called by pieces, door, practice.
#pragma once
#include "base/value.h"
#include "event/info.h"

namespace bothy {

/// The longest payload that a reader joins from fragments; a longer one would be unreadable for good.
inline constexpr std::size_t max_event_payload = 60'000;

/// Canonical CBOR payload: a map from field position to value.
[[nodiscard]] Bytes encode_payload(const Body& body);

/// Reads a payload of `type`. An unknown type becomes Unknown with its bytes kept. Fields past the known ones are
/// stepped over (a newer Bothy wrote them).
/// Errors: malformed (not canonical, wrong kind), out_of_range (a limit of the table), not_text.
[[nodiscard]] Result<Body> decode_payload(std::uint16_t type, ByteSpan payload);

/// A body as JSON fields by name; defaults are left out; ids and bytes as hex.
[[nodiscard]] Value to_value(const Body& body);

/// Builds a body of the named type from JSON fields; the way intents and files become events.
/// Errors: unknown_intent (no such type), unknown_field, malformed, out_of_range, too_large.
[[nodiscard]] Result<Body> body_from_value(std::string_view name, const Value& fields);

/// Checks every limit of the tables. Errors: out_of_range, too_large, not_text.
[[nodiscard]] Outcome check_limits(const Body& body);

}  // namespace bothy
