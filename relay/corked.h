// A stream that gathers what is written during one turn of the loop and sends it with one call to the system.
// Without it each acknowledgement would cost a system call of its own. It sits between Beast's WebSocket and the
// socket, so Beast's own control frames pass through it in order. Part of server.cpp. Layout of frames: RFC 6455, 5.2.
#pragma once
#include "relay/net.h"

namespace bothy::relay {

template <class Next>
class Corked {
 public:
  using next_layer_type = Next;
  using executor_type = typename Next::executor_type;
  /// Told how many payload bytes of whole messages the network took.
  using OnDrained = std::function<void(std::size_t)>;
  /// Told once that nothing can be sent any more.
  using OnBroken = std::function<void()>;

  explicit Corked(Next next) : state_(std::make_shared<State>(std::move(next))) {}

  executor_type get_executor() noexcept { return state_->next.get_executor(); }
  Next& next_layer() noexcept { return state_->next; }
  const Next& next_layer() const noexcept { return state_->next; }
  void on_drained(OnDrained told) { state_->told = std::move(told); }
  void on_broken(OnBroken broken) { state_->broken = std::move(broken); }

  /// Queues one whole binary message, unmasked as servers send them.
  void send_message(ByteSpan payload) {
    State& s = *state_;
    if (s.error) return;
    const std::size_t n = payload.size();
    s.out.push_back(0x82);
    if (n < 126) {
      s.out.push_back(static_cast<std::uint8_t>(n));
    } else if (n < 65'536) {
      s.out.insert(s.out.end(), {126, static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)});
    } else {
      s.out.push_back(127);
      for (int shift = 56; shift >= 0; shift -= 8)
        s.out.push_back(static_cast<std::uint8_t>(std::uint64_t{n} >> shift));
    }
    append(s.out, payload);
    s.out_payload += n;
    State::flush_soon(state_);
  }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    return state_->next.async_read_some(buffers, std::forward<Handler>(handler));
  }

  /// Takes everything at once; the handler runs in the next turn.
  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    const std::size_t before = state_->out.size();
    for (const net::const_buffer part : beast::buffers_range_ref(buffers)) {
      append(state_->out, {static_cast<const std::uint8_t*>(part.data()), part.size()});
    }
    const std::size_t taken = state_->out.size() - before;
    State::flush_soon(state_);
    return net::async_initiate<Handler, void(ErrorCode, std::size_t)>(
        [state = state_, taken](auto done) {
          net::post(state->next.get_executor(),
                    beast::bind_front_handler(std::move(done), state->error, state->error ? 0 : taken));
        },
        handler);
  }

  /// Runs `f` once nothing waits to be sent (or sending broke).
  void when_flushed(std::function<void()> f) {
    state_->after = std::move(f);
    State::flush_soon(state_);
  }

 private:
  struct State {
    explicit State(Next n) : next(std::move(n)) {}
    Next next;
    Bytes out;
    Bytes flight;
    std::size_t out_payload = 0;
    std::size_t flight_payload = 0;
    bool posted = false;
    bool writing = false;
    ErrorCode error;
    OnDrained told;
    OnBroken broken;
    std::function<void()> after;

    static void flush_soon(const std::shared_ptr<State>& s) {
      if (s->writing || std::exchange(s->posted, true)) return;
      net::post(s->next.get_executor(), [s] {
        s->posted = false;
        flush(s);
      });
    }

    static void flush(const std::shared_ptr<State>& s) {
      if (s->writing) return;
      if (s->out.empty() || s->error) {
        if (s->after) std::exchange(s->after, nullptr)();
        return;
      }
      s->writing = true;
      s->flight.swap(s->out);
      s->flight_payload = std::exchange(s->out_payload, 0);
      net::async_write(s->next, net::buffer(s->flight), [s](ErrorCode error, std::size_t) {
        s->writing = false;
        s->error = error;
        s->flight.clear();
        // An idle connection keeps no buffers; a busy one keeps small ones.
        constexpr std::size_t small = 16'384;
        if (s->flight.capacity() > small || s->out.empty()) s->flight.shrink_to_fit();
        if (!error && s->told) s->told(s->flight_payload);
        flush(s);
        if (error && s->broken) std::exchange(s->broken, nullptr)();
      });
    }
  };

  std::shared_ptr<State> state_;
};

template <class Next, class Handler>
void async_teardown(beast::role_type role, Corked<Next>& stream, Handler&& handler) {
  auto kept = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
  stream.when_flushed([role, &stream, kept] {
    using beast::websocket::async_teardown;
    async_teardown(role, stream.next_layer(), std::move(*kept));
  });
}

}  // namespace bothy::relay
