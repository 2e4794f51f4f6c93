// The real door behind the host's interface: five C functions of core/door/door.h.
// Nothing else of the core is reached from the command line but the plain values of base.
#include "base/pack.h"
#include "cli/host.h"
#include "door/door.h"

namespace bothy::cli {
namespace {

class RealDoor : public Door {
 public:
  RealDoor() : door_(bothy_door_new()) {}
  RealDoor(const RealDoor&) = delete;
  RealDoor& operator=(const RealDoor&) = delete;
  ~RealDoor() override { bothy_door_free(door_); }

  ByteSpan call(std::string_view json, ByteSpan tail) override {
    const ByteSpan request = span_of(json);
    const std::uint8_t* reply = bothy_call(door_, request.data(), request.size(), tail.data(), tail.size());
    Unpacker head({reply, 8});
    const std::size_t json_len = head.u32();
    const std::size_t tail_len = head.u32();
    return {reply, 8 + json_len + tail_len};
  }

 private:
  bothy_door* door_;
};

}  // namespace

std::unique_ptr<Door> make_door() { return std::make_unique<RealDoor>(); }

}  // namespace bothy::cli
