// The WebSocket over Boost.Beast, one thread, run only while someone waits for it. See socket.h.
// TLS is compiled in where OpenSSL was found (BOTHY_TLS); certificates are checked against the system's.
#include "cli/socket.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#ifdef BOTHY_TLS
#include <boost/asio/ssl.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>
#endif
#include <chrono>
#include <deque>

namespace bothy::cli {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Code = boost::system::error_code;

namespace {

constexpr std::size_t max_message = 4U << 20;  // above every relay message of docs/protocol.md
constexpr const char* relay_path = "/relay";

Trouble unreachable(const Address& address, const Code& code) {
  const auto& http_errors = Code(beast::http::error::end_of_stream).category();
  std::string why = "it does not answer";
  if (code == asio::error::connection_refused) why = "nothing listens there";
  if (code == asio::error::host_not_found || code == asio::error::host_not_found_try_again)
    why = "no machine has that name";
  if (code == asio::error::network_unreachable || code == asio::error::host_unreachable)
    why = "there is no way to that network";
  if (code == beast::error::timeout || code == asio::error::timed_out) why = "it did not answer in time";
  // Whatever is no answer of a WebSocket server comes as an error of HTTP, an early end of it too.
  if (code == websocket::error::upgrade_declined || code.category() == http_errors)
    why = "something else answers there";
  if (code == websocket::error::closed || code == asio::error::eof || code == asio::error::connection_reset ||
      code == beast::http::error::end_of_stream || code == beast::http::error::partial_message)
    why = "it closed the connection";
#ifdef BOTHY_TLS
  if (code.category() == asio::error::get_ssl_category()) why = "no TLS connection that can be trusted came about";
#endif
  return {Exit::unreachable, "unreachable", "The relay " + address.origin() + " cannot be reached: " + why + "."};
}

}  // namespace

class Socket::Wire {
 public:
  virtual ~Wire() = default;
  virtual Code dial(int timeout_ms) = 0;
  virtual void start_reading() = 0;
  virtual void start_writing() = 0;
  virtual void say_goodbye() = 0;

  explicit Wire(Address address) : address_(std::move(address)) {}

  /// Runs the loop until `done` or the time is over.
  template <class Done>
  void run(int timeout_ms, Done done) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    while (!done()) {
      if (io_.stopped()) io_.restart();
      if (io_.run_one_until(until) == 0) break;
    }
  }

  asio::io_context io_;
  Address address_;
  std::deque<Bytes> inbox_;
  std::deque<Bytes> outbox_;
  Code ended_;
};

template <class Stream>
class Socket::WireOver : public Socket::Wire {
 public:
  template <class... Extra>
  explicit WireOver(Address address, Extra&... extra) : Wire(std::move(address)), stream_(io_, extra...) {}

  Code dial(int timeout_ms) override {
    Code code = asio::error::timed_out;
    bool done = false;
    asio::ip::tcp::resolver resolver(io_);
    beast::get_lowest_layer(stream_).expires_after(std::chrono::milliseconds(timeout_ms));
    resolver.async_resolve(
        address_.host, address_.port, [&](Code error, const asio::ip::tcp::resolver::results_type& found) {
          code = error;
          if (error) {
            done = true;
            return;
          }
          beast::get_lowest_layer(stream_).async_connect(found, [&](Code refused, const asio::ip::tcp::endpoint&) {
            code = refused;
            if (refused) {
              done = true;
            } else {
              secure(code, done);
            }
          });
        });
    run(timeout_ms, [&] { return done; });
    if (!done) {
      // The handlers above point into this frame; let them end before it goes.
      resolver.cancel();
      beast::get_lowest_layer(stream_).cancel();
      run(timeout_ms, [&] { return done; });
      // They say "cancelled"; what happened is that the time was over.
      code = asio::error::timed_out;
    }
    return code;
  }

  void start_reading() override {
    stream_.async_read(buffer_, [this](Code error, std::size_t) {
      if (error) {
        ended_ = error;
        return;
      }
      const auto data = buffer_.cdata();
      const auto* at = static_cast<const std::uint8_t*>(data.data());
      inbox_.emplace_back(at, at + data.size());
      buffer_.consume(buffer_.size());
      start_reading();
    });
  }

  void start_writing() override {
    stream_.async_write(asio::buffer(outbox_.front().data(), outbox_.front().size()), [this](Code error, std::size_t) {
      if (error) {
        ended_ = error;
        return;
      }
      outbox_.pop_front();
      if (!outbox_.empty()) start_writing();
    });
  }

  void say_goodbye() override {
    stream_.async_close(websocket::close_code::normal, [this](Code error) {
      if (!ended_) ended_ = error ? error : Code(websocket::error::closed);
    });
  }

 private:
  void secure(Code& code, bool& done) {
#ifdef BOTHY_TLS
    if constexpr (!std::is_same_v<Stream, websocket::stream<beast::tcp_stream>>) {
      SSL_set_tlsext_host_name(stream_.next_layer().native_handle(), address_.host.c_str());
      stream_.next_layer().set_verify_callback(asio::ssl::host_name_verification(address_.host));
      stream_.next_layer().async_handshake(asio::ssl::stream_base::client, [&](Code refused) {
        code = refused;
        if (refused) {
          done = true;
        } else {
          shake_hands(code, done);
        }
      });
      return;
    }
#endif
    shake_hands(code, done);
  }

  void shake_hands(Code& code, bool& done) {
    beast::get_lowest_layer(stream_).expires_never();
    stream_.set_option(websocket::stream_base::timeout::suggested(beast::role_type::client));
    stream_.binary(true);
    stream_.read_message_max(max_message);
    stream_.async_handshake(address_.authority(), relay_path, [&](Code refused) {
      code = refused;
      done = true;
    });
  }

  Stream stream_;
  beast::flat_buffer buffer_;
};

Socket::Socket(std::unique_ptr<Wire> wire) : wire_(std::move(wire)) {}
Socket::Socket(Socket&&) noexcept = default;
Socket& Socket::operator=(Socket&&) noexcept = default;
Socket::~Socket() = default;

Got<Socket> Socket::connect(const Address& address, int timeout_ms) {
  std::unique_ptr<Wire> wire;
#ifdef BOTHY_TLS
  static asio::ssl::context tls(asio::ssl::context::tls_client);
  if (address.tls) {
    Code code;
    tls.set_default_verify_paths(code);
    tls.set_verify_mode(asio::ssl::verify_peer, code);
    wire = std::make_unique<WireOver<websocket::stream<beast::ssl_stream<beast::tcp_stream>>>>(address, tls);
  }
#else
  if (address.tls)
    return trouble(Exit::unreachable, "unreachable",
                   "This bothy-cli was built without TLS, so it cannot reach " + address.origin() +
                       ". Use a relay at an http:// address.");
#endif
  if (!wire) wire = std::make_unique<WireOver<websocket::stream<beast::tcp_stream>>>(address);
  if (const Code code = wire->dial(timeout_ms)) return std::unexpected(unreachable(address, code));
  wire->start_reading();
  return Socket(std::move(wire));
}

Did Socket::send(ByteSpan message) {
  if (wire_->ended_) return std::unexpected(unreachable(wire_->address_, wire_->ended_));
  const bool idle = wire_->outbox_.empty();
  wire_->outbox_.emplace_back(message.begin(), message.end());
  if (idle) wire_->start_writing();
  return {};
}

Got<std::optional<Bytes>> Socket::receive(int timeout_ms) {
  wire_->run(timeout_ms, [this] { return !wire_->inbox_.empty() || wire_->ended_; });
  if (!wire_->inbox_.empty()) {
    Bytes message = std::move(wire_->inbox_.front());
    wire_->inbox_.pop_front();
    return std::optional<Bytes>(std::move(message));
  }
  if (wire_->ended_) return std::unexpected(unreachable(wire_->address_, wire_->ended_));
  return std::optional<Bytes>();
}

bool Socket::all_sent() const { return wire_->outbox_.empty(); }

void Socket::close(int timeout_ms) {
  wire_->run(timeout_ms, [this] { return wire_->outbox_.empty() || wire_->ended_; });
  if (wire_->ended_) return;
  wire_->say_goodbye();
  wire_->run(timeout_ms, [this] { return static_cast<bool>(wire_->ended_); });
}

bool has_tls() {
#ifdef BOTHY_TLS
  return true;
#else
  return false;
#endif
}

}  // namespace bothy::cli
