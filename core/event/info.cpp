// Builds the table of event types from the variant, at compile time. See info.h.
#include "event/info.h"

#include <array>

namespace bothy {
namespace {

template <class E>
constexpr auto table = E::fields();

template <std::size_t I>
using Alternative = std::variant_alternative_t<I, AnyBody>;

template <std::size_t... I>
constexpr auto make_infos(std::index_sequence<I...>) {
  return std::array{EventInfo{Alternative<I>::type, Alternative<I>::name, std::span<const Field>(table<Alternative<I>>)}...};
}

template <std::size_t... I>
constexpr auto make_makers(std::index_sequence<I...>) {
  return std::array<Body (*)(), sizeof...(I)>{+[] { return Body(std::in_place_index<I>); }...};
}

using All = std::make_index_sequence<std::variant_size_v<AnyBody>>;
constexpr auto infos = make_infos(All{});
constexpr auto makers = make_makers(All{});

constexpr bool ascending() {
  for (std::size_t i = 1; i < infos.size(); ++i)
    if (infos[i - 1].type >= infos[i].type) return false;
  return true;
}
static_assert(ascending(), "list the alternatives of Body in type order");

}  // namespace

std::span<const EventInfo> all_events() { return infos; }

const EventInfo* find_event(std::uint16_t type) {
  for (const auto& info : infos)
    if (info.type == type) return &info;
  return nullptr;
}

const EventInfo* find_event(std::string_view name) {
  for (const auto& info : infos)
    if (name == info.name) return &info;
  return nullptr;
}

const EventInfo& info_of(const Body& body) { return infos[body.index()]; }

Body empty_body(std::uint16_t type) {
  for (std::size_t i = 0; i < infos.size(); ++i)
    if (infos[i].type == type) return makers[i]();
  Unknown unknown;
  unknown.real_type = type;
  return unknown;
}

const std::byte* data_of(const Body& body) {
  return std::visit([](const auto& e) { return reinterpret_cast<const std::byte*>(&e); }, body);
}

std::byte* data_of(Body& body) {
  return std::visit([](auto& e) { return reinterpret_cast<std::byte*>(&e); }, body);
}

}  // namespace bothy
