#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.h"

namespace entente {

// A stored HTTP response: status, headers (names in lower case) and the body as the server meant
// it, that is without chunked transfer coding and unpacked if the content was gzip or deflate.
struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;

  // "text/html" of "Text/HTML; charset=latin1", in lower case; and the charset, if given.
  std::string media_type() const;
  std::string charset() const;
};

// Reads a response as archives keep it. Wrong chunk sizes are taken as an already unchunked body,
// as archives often leave the header behind. Fails if there is no status line, or if a packed body
// cannot be unpacked or grows beyond `max_body` bytes.
Result<HttpResponse> parse_http_response(std::string_view bytes, std::size_t max_body);

// Reads "Name: value" lines up to an empty line; `rest` becomes what follows. Names in lower case.
std::map<std::string, std::string> parse_header_lines(std::string_view bytes,
                                                      std::string_view& rest);

}  // namespace entente
