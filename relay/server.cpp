// Listening, signals, the metrics port and the clock's tick. With beast_src.cpp the only file that compiles Beast.
// See server.h.
#include "relay/server.h"

#include <unistd.h>
#include <csignal>
#include <cstdio>

#ifdef BOTHY_RELAY_TLS
#include <boost/asio/ssl.hpp>
#include <boost/beast/ssl.hpp>
#endif

#include "relay/http_session.h"

namespace bothy::relay {
namespace {

std::int64_t wall_clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

int say_trouble(const std::string& line) {
  std::fprintf(stderr, "bothy-relay: %s\n", line.c_str());
  return 1;
}

std::string trouble_at(const Address& address, const ErrorCode& error) {
  const std::string where = address.host + ":" + std::to_string(address.port);
  if (error == net::error::address_in_use)
    return "port " + std::to_string(address.port) +
           " is in use; stop the other program or choose another port with --listen.";
  if (error == net::error::access_denied)
    return "port " + std::to_string(address.port) + " needs more rights; choose one above 1023 with --listen.";
  return "cannot serve at " + where + ": " + error.message() + "; choose another with --listen.";
}

class Server {
 public:
  Server(const Config& config, Store& store)
      : config_(config),
        exchange_(
            store, config.limits, [this](std::function<void()> f) { net::post(loop_, std::move(f)); }, wall_clock_ms,
            [] { die(); }),
        house_{config, exchange_} {}

  int run() {
    if (const auto bad = prepare_tls(); !bad.empty()) return say_trouble(bad);
    if (const auto bad = bind(acceptor_, config_.listen); !bad.empty()) return say_trouble(bad);
    if (!config_.metrics.host.empty()) {
      if (const auto bad = bind(metrics_acceptor_, config_.metrics); !bad.empty()) return say_trouble(bad);
      accept_metrics();
    }
    signals_.async_wait([this](ErrorCode error, int) {
      if (!error) stop();
    });
    const auto bound = acceptor_.local_endpoint();
    std::printf("bothy-relay listens on %s://%s:%u\n", tls() ? "https" : "http", bound.address().to_string().c_str(),
                bound.port());
    std::fflush(stdout);
    accept();
    tick();
    loop_.run();
    exchange_.finish();
    std::printf("bothy-relay stopped; everything acknowledged is on disk\n");
    return 0;
  }

 private:
  // A sync that reported an error leaves it unknown what the disk holds; only a fresh start can tell.
  [[noreturn]] static void die() {
    (void)say_trouble(
        "the disk reported an error while syncing; nothing more is acknowledged. Check the disk, then start again.");
    _exit(70);
  }

  std::string bind(TcpAcceptor& acceptor, const Address& address) {
    ErrorCode error;
    tcp::resolver resolver(loop_);
    const auto found = resolver.resolve(address.host, std::to_string(address.port),
                                        tcp::resolver::passive | tcp::resolver::numeric_service, error);
    if (error || found.empty())
      return "there is no address \"" + address.host + "\" on this machine; write --listen 127.0.0.1:7071";
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    return error ? trouble_at(address, error) : std::string();
  }

  void accept() {
    acceptor_.async_accept([this](ErrorCode error, TcpSocket socket) {
      if (error == net::error::operation_aborted) return;
      if (error) return accept_later();
      if (house_.open < config_.max_connections) welcome(std::move(socket));
      accept();
    });
  }

  // Out of file descriptors: waiting lets some close.
  void accept_later() {
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](ErrorCode error) {
      if (!error) accept();
    });
  }

  void welcome(TcpSocket socket) {
    ErrorCode ignored;
    socket.set_option(tcp::no_delay(true), ignored);
#ifdef BOTHY_RELAY_TLS
    if (tls()) return welcome_tls(std::move(socket));
#endif
    std::make_shared<HttpSession<TcpStream>>(house_, TcpStream(std::move(socket)), false)->read();
  }

#ifdef BOTHY_RELAY_TLS
  using TlsStream = beast::ssl_stream<TcpStream>;

  std::string prepare_tls() {
    if (!tls()) return {};
    ErrorCode error;
    tls_.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                     net::ssl::context::no_tlsv1_1);
    tls_.use_certificate_chain_file(config_.tls_certificate, error);
    if (!error) tls_.use_private_key_file(config_.tls_key, net::ssl::context::pem, error);
    return error ? "the certificate or its key cannot be read: " + error.message() : std::string();
  }

  void welcome_tls(TcpSocket socket) {
    auto stream = std::make_shared<TlsStream>(TcpStream(std::move(socket)), tls_);
    beast::get_lowest_layer(*stream).expires_after(std::chrono::seconds(15));
    stream->async_handshake(net::ssl::stream_base::server, [this, stream](ErrorCode error) {
      if (!error) std::make_shared<HttpSession<TlsStream>>(house_, std::move(*stream), true)->read();
    });
  }

  net::ssl::context tls_{net::ssl::context::tls_server};
#else
  std::string prepare_tls() const {
    return tls() ? "this relay was built without TLS; put a proxy in front, or build with BOTHY_RELAY_TLS." : "";
  }
#endif
  [[nodiscard]] bool tls() const { return !config_.tls_certificate.empty(); }

  // One request, one answer, whatever was asked: the port is on loopback and holds totals only.
  void accept_metrics() {
    metrics_acceptor_.async_accept([this](ErrorCode error, TcpSocket socket) {
      if (error) return;
      auto stream = std::make_shared<TcpStream>(std::move(socket));
      auto request = std::make_shared<http::request<http::empty_body>>();
      auto buffer = std::make_shared<beast::flat_buffer>(8'192);
      stream->expires_after(std::chrono::seconds(5));
      http::async_read(*stream, *buffer, *request, [this, stream, request, buffer](ErrorCode bad, std::size_t) {
        if (bad) return;
        auto response = std::make_shared<http::response<http::string_body>>(http::status::ok, 11);
        response->set(http::field::content_type, "text/plain; version=0.0.4");
        response->set(http::field::cache_control, "no-store");
        response->body() = exchange_.metrics();
        response->keep_alive(false);
        response->prepare_payload();
        http::async_write(*stream, *response, [stream, response](ErrorCode, std::size_t) {});
      });
      accept_metrics();
    });
  }

  void tick() {
    ticker_.expires_after(std::chrono::seconds(1));
    ticker_.async_wait([this](ErrorCode error) {
      if (error) return;
      exchange_.tick();
      tick();
    });
  }

  void stop() {
    ErrorCode ignored;
    // A second signal ends the process at once.
    signals_.clear(ignored);
    acceptor_.close(ignored);
    metrics_acceptor_.close(ignored);
    ticker_.cancel();
    exchange_.stop([this] {
      // Sockets say goodbye; whoever does not answer is not waited for long.
      pause_.expires_after(std::chrono::milliseconds(exchange_.connections() == 0 ? 0 : 500));
      pause_.async_wait([this](ErrorCode) { loop_.stop(); });
    });
  }

  const Config& config_;
  net::io_context loop_{1};
  Exchange exchange_;
  House house_;
  TcpAcceptor acceptor_{loop_};
  TcpAcceptor metrics_acceptor_{loop_};
  net::signal_set signals_{loop_, SIGINT, SIGTERM};
  net::steady_timer ticker_{loop_};
  net::steady_timer pause_{loop_};
};

}  // namespace

int serve(const Config& config, Store& store) {
  Server server(config, store);
  return server.run();
}

}  // namespace bothy::relay
