// One client on a WebSocket: reads whole messages into the exchange, sends what the exchange has for it.
// No rules of the relay here. Made by http_session.h on upgrade. Part of server.cpp.
#pragma once
#include "relay/corked.h"

namespace bothy::relay {

template <class Stream>
class WsSession : public Socket, public std::enable_shared_from_this<WsSession<Stream>> {
 public:
  WsSession(House& house, Stream stream, const Hash& origin)
      : house_(house), origin_(origin), ws_(Corked<Stream>(std::move(stream))) {
    ++house_.open;
  }
  ~WsSession() override { --house_.open; }

  void start(const http::request<http::empty_body>& request) {
    beast::get_lowest_layer(ws_).expires_never();
    websocket::stream_base::timeout limits{};
    limits.handshake_timeout = std::chrono::seconds(10);
    // A phone that vanished is noticed after this; a living one answers the ping that Beast sends at half of it.
    limits.idle_timeout = std::chrono::seconds(house_.config.idle_seconds);
    limits.keep_alive_pings = true;
    ws_.set_option(limits);
    ws_.read_message_max(max_client_message);
    ws_.auto_fragment(false);
    ws_.binary(true);
    ws_.async_accept(request, [self = this->shared_from_this()](ErrorCode error) {
      if (!error) self->accepted();
    });
  }

  void send(std::shared_ptr<const Bytes> bytes) override {
    if (!gone_ && !closing_) ws_.next_layer().send_message(*bytes);
  }

  void resume() override { read(); }

  void close() override {
    if (gone_ || std::exchange(closing_, true)) return;
    ws_.async_close(websocket::close_code::going_away, [self = this->shared_from_this()](ErrorCode) { self->leave(); });
  }

 private:
  void accepted() {
    id_ = house_.exchange.join(this->shared_from_this(), origin_);
    joined_ = true;
    ws_.next_layer().on_drained([weak = this->weak_from_this()](std::size_t bytes) {
      if (const auto self = weak.lock(); self && !self->gone_) self->house_.exchange.drained(self->id_, bytes);
    });
    // A session whose reading is paused would not notice by itself.
    ws_.next_layer().on_broken([weak = this->weak_from_this()] {
      if (const auto self = weak.lock()) self->leave();
    });
    read();
  }

  void read() {
    if (gone_ || closing_) return;
    if (!house_.exchange.may_read(id_)) return;
    // An idle connection keeps no more than one small buffer.
    constexpr std::size_t small = 4'096;
    if (buffer_.capacity() > small && buffer_.size() == 0) buffer_ = beast::flat_buffer();
    ws_.async_read(buffer_, [self = this->shared_from_this()](ErrorCode error, std::size_t) { self->on_read(error); });
  }

  void on_read(ErrorCode error) {
    if (error) return leave();
    const auto data = buffer_.cdata();
    house_.exchange.received(id_, {static_cast<const std::uint8_t*>(data.data()), data.size()});
    buffer_.consume(buffer_.size());
    read();
  }

  void leave() {
    if (std::exchange(gone_, true)) return;
    if (joined_) house_.exchange.left(id_);
    ErrorCode ignored;
    beast::get_lowest_layer(ws_).socket().close(ignored);
  }

  House& house_;
  const Hash origin_;
  websocket::stream<Corked<Stream>, false> ws_;
  beast::flat_buffer buffer_;
  ConnectionId id_ = 0;
  bool joined_ = false;
  bool closing_ = false;
  bool gone_ = false;
};

}  // namespace bothy::relay
