// Names for Asio and Beast as the relay uses them. Included by the server's own files only (they are one translation
// unit). Nothing is defined here but aliases and the room that sessions share.
#pragma once
#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include "relay/exchange.h"

namespace bothy::relay {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = net::ip::tcp;
/// With the loop's own executor instead of a type-erased one: asking it costs nothing.
using Executor = net::io_context::executor_type;
using TcpSocket = net::basic_stream_socket<tcp, Executor>;
using TcpAcceptor = net::basic_socket_acceptor<tcp, Executor>;
using TcpStream = beast::basic_stream<tcp, Executor>;
using ErrorCode = boost::system::error_code;

/// What every session needs. Outlives them all.
struct House {
  const Config& config;
  Exchange& exchange;
  /// Sockets accepted and not yet gone, HTTP ones included.
  std::size_t open = 0;
};

/// The largest message a client has reason to send: a frame of 64 KiB and its type.
inline constexpr std::size_t max_client_message = 65'536 + 1'024;

}  // namespace bothy::relay
