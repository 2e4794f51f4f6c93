// One HTTP connection: static files, the health word, and the way to the WebSocket. Part of server.cpp.
// Which file and which headers is decided in http_rules.h.
#pragma once
#include "relay/page_data.h"
#include "relay/ws_session.h"

namespace bothy::relay {

template <class Stream>
class HttpSession : public std::enable_shared_from_this<HttpSession<Stream>> {
 public:
  HttpSession(House& house, Stream stream, bool secure) : house_(house), stream_(std::move(stream)), secure_(secure) {
    ++house_.open;
  }
  ~HttpSession() { --house_.open; }
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;

  void read() {
    parser_.emplace();
    parser_->header_limit(header_limit);
    parser_->body_limit(body_limit);
    // Whoever sends a request slowly is dropped, and the next one gets the place.
    beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(15));
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](ErrorCode error, std::size_t) { self->on_read(error); });
  }

 private:
  static constexpr std::uint32_t header_limit = 8'192;
  static constexpr std::uint64_t body_limit = 1'024;
  using Request = http::request<http::empty_body>;

  void on_read(ErrorCode error) {
    if (error == http::error::header_limit || error == http::error::body_limit)
      return answer_text(http::status::payload_too_large, "That is too long.\n");
    if (error == http::error::end_of_stream || error == net::error::operation_aborted) return;
    if (error == http::error::unexpected_body)
      return answer_text(http::status::bad_request, "Nothing here takes a body.\n");
    if (error) return;
    Request& request = parser_->get();
    const std::string host(request[http::field::host]);
    dialled_ = {is_plain_host(host) ? host : std::string(), secure_ || request["X-Forwarded-Proto"] == "https"};
    const std::string_view target(request.target().data(), request.target().size());
    const std::string_view path = target.substr(0, target.find('?'));
    if (websocket::is_upgrade(request))
      return path == "/relay" ? upgrade(request) : answer_text(http::status::not_found, "The relay is at /relay.\n");
    if (request.method() != http::verb::get && request.method() != http::verb::head) {
      return answer_text(http::status::method_not_allowed, "Only reading is possible here.\n");
    }
    if (path == "/api/health") return answer_text(http::status::ok, "ok\n");
    if (path == "/api/clear") return clear_site(request);
    if (path == "/relay") return answer_text(http::status::upgrade_required, "This place speaks WebSocket.\n");
    serve_file(std::string(target));
  }

  void clear_site(const Request& request) {
    const auto site = request["Sec-Fetch-Site"];
    const auto mode = request["Sec-Fetch-Mode"];
    if (!may_clear({site.data(), site.size()}, {mode.data(), mode.size()}))
      return answer_text(http::status::forbidden, "Only the app itself can ask for that.\n");
    clears_ = true;
    answer_text(http::status::ok, "forgotten\n");
    clears_ = false;
  }

  void upgrade(const Request& request) {
    if (dialled_.host.empty() && house_.config.origins.empty())
      return answer_text(http::status::bad_request, "A Host is needed.\n");
    // Several configured origins: the one that was dialled, else the first.
    const auto origins = origins_of(house_.config, dialled_);
    const std::string here = (dialled_.secure ? "https://" : "http://") + dialled_.host;
    const bool known = std::find(origins.begin(), origins.end(), here) != origins.end();
    const std::string& origin = known ? here : origins.front();
    std::make_shared<WsSession<Stream>>(house_, std::move(stream_), plain_hash(span_of(origin)))->start(request);
  }

  void serve_file(const std::string& target) {
    if (house_.config.web.empty()) return serve_builtin(target);
    const auto accepts = parser_->get()[http::field::accept_encoding];
    const auto found = find_file(house_.config.web, target, {accepts.data(), accepts.size()});
    if (!found) return answer_text(http::status::not_found, "There is nothing here by that name.\n");
    http::file_body::value_type body;
    ErrorCode error;
    body.open(found->path.c_str(), beast::file_mode::scan, error);
    if (error) return answer_text(http::status::not_found, "There is nothing here by that name.\n");
    auto response = std::make_shared<http::response<http::file_body>>();
    const std::uint64_t size = body.size();
    response->body() = std::move(body);
    dress(*response, http::status::ok, found->type, found->cache);
    if (!found->encoding.empty())
      response->set(http::field::content_encoding, {found->encoding.data(), found->encoding.size()});
    response->set(http::field::vary, "Accept-Encoding");
    response->content_length(size);
    write(std::move(response));
  }

  void serve_builtin(const std::string& target) {
    if (target == "/" || target == "/index.html")
      return answer_text(http::status::ok, std::string(page_index), type_of(".html"));
    if (target == "/style.css") return answer_text(http::status::ok, std::string(page_style), type_of(".css"));
    answer_text(http::status::not_found, "There is nothing here by that name.\n");
  }

  void answer_text(http::status status, std::string text, std::string_view type = type_of(".txt")) {
    auto response = std::make_shared<http::response<http::string_body>>();
    const auto target = parser_->get().target();
    dress(*response, status, type, status == http::status::ok ? cache_of({target.data(), target.size()}) : "no-store");
    response->content_length(text.size());
    response->body() = std::move(text);
    write(std::move(response));
  }

  template <class Response>
  void dress(Response& response, http::status status, std::string_view type, std::string_view cache) {
    response.result(status);
    response.version(11);
    for (const auto& header : security_headers(house_.config, dialled_)) response.set(header.name, header.value);
    if (clears_) response.set("Clear-Site-Data", {clear_site_data.data(), clear_site_data.size()});
    response.set(http::field::content_type, {type.data(), type.size()});
    response.set(http::field::cache_control, {cache.data(), cache.size()});
    response.keep_alive(parser_->is_header_done() && parser_->get().keep_alive() && status == http::status::ok);
  }

  template <class Response>
  void write(std::shared_ptr<Response> response) {
    beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(60));
    const bool head_only = parser_->is_header_done() && parser_->get().method() == http::verb::head;
    const bool again = response->keep_alive();
    auto serializer = std::make_shared<http::serializer<false, typename Response::body_type>>(*response);
    const auto done = [self = this->shared_from_this(), response, serializer, again](ErrorCode error, std::size_t) {
      if (!error && again) return self->read();
      ErrorCode ignored;
      beast::get_lowest_layer(self->stream_).socket().shutdown(tcp::socket::shutdown_send, ignored);
    };
    if (head_only)
      http::async_write_header(stream_, *serializer, done);
    else
      http::async_write(stream_, *serializer, done);
  }

  House& house_;
  Stream stream_;
  const bool secure_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::empty_body>> parser_;
  Dialled dialled_;
  bool clears_ = false;
};

}  // namespace bothy::relay
