// Compiles the bodies of Asio and Beast once, so that server.cpp need not (see BOOST_ASIO_SEPARATE_COMPILATION).
// No code of ours.
#include <boost/asio/impl/src.hpp>
#ifdef BOTHY_RELAY_TLS
#include <boost/asio/ssl/impl/src.hpp>
#endif
#include <boost/beast/src.hpp>
