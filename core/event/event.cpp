// The variant's own work, in one place because it is long to compile. See event.h.
#include "event/event.h"

namespace bothy {

Body::Body() = default;
Body::Body(const Body& other) = default;
Body::Body(Body&& other) noexcept = default;
Body& Body::operator=(const Body& other) = default;
Body& Body::operator=(Body&& other) noexcept = default;
Body::~Body() = default;

bool Body::operator==(const Body& other) const {
  return static_cast<const AnyBody&>(*this) == static_cast<const AnyBody&>(other);
}

}  // namespace bothy
