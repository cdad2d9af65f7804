#include "ingest/reader/http_message.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "core/unicode.h"

namespace entente {
namespace {

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

// The body without its chunk frames; nothing if the frames do not add up.
std::optional<std::string> unchunk(std::string_view body) {
  std::string out;
  while (true) {
    const std::string_view line = take_line(body);
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    const bool is_size =
        error == std::errc() && (end == line.data() + line.size() || *end == ';' || *end == ' ');
    if (!is_size || size > body.size()) return std::nullopt;
    if (size == 0) return out;
    out += body.substr(0, size);
    body.remove_prefix(size);
    if (!trim(take_line(body)).empty()) return std::nullopt;
  }
}

Result<std::string> unpack(std::string_view body, std::size_t max_body) {
  struct Free {
    void operator()(archive* a) const { archive_read_free(a); }
  };
  const std::unique_ptr<archive, Free> archive(archive_read_new());
  archive_read_support_filter_gzip(archive.get());
  archive_read_support_format_raw(archive.get());
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(archive.get(), body.data(), body.size()) != ARCHIVE_OK ||
      archive_read_next_header(archive.get(), &entry) != ARCHIVE_OK) {
    return Error{Error::Code::kBadInput, "the packed body cannot be unpacked"};
  }
  std::string out;
  std::string block(64 * 1024, '\0');
  while (true) {
    const la_ssize_t got = archive_read_data(archive.get(), block.data(), block.size());
    if (got < 0) return Error{Error::Code::kBadInput, "the packed body is damaged"};
    if (got == 0) return out;
    out.append(block, 0, static_cast<std::size_t>(got));
    if (out.size() > max_body) {
      return Error{Error::Code::kBadInput, "the packed body is too large"};
    }
  }
}

}  // namespace

std::map<std::string, std::string> parse_header_lines(std::string_view bytes,
                                                      std::string_view& rest) {
  std::map<std::string, std::string> headers;
  rest = bytes;
  std::string last;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !last.empty()) {
      headers[last] += " " + std::string(trim(line));  // a folded line
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    last = to_lower(trim(line.substr(0, colon)));
    headers[last] = trim(line.substr(colon + 1));
  }
  return headers;
}

std::string HttpResponse::media_type() const {
  const auto found = headers.find("content-type");
  if (found == headers.end()) return {};
  const std::string_view value = found->second;
  return to_lower(trim(value.substr(0, value.find(';'))));
}

std::string HttpResponse::charset() const {
  const auto found = headers.find("content-type");
  if (found == headers.end()) return {};
  const std::string lower = to_lower(found->second);
  const std::size_t at = lower.find("charset=");
  if (at == std::string::npos) return {};
  const std::string_view value = std::string_view(lower).substr(at + 8);
  std::string first(value.substr(0, value.find_first_of("; \t")));
  std::erase(first, '"');
  return first;
}

Result<HttpResponse> parse_http_response(std::string_view bytes, std::size_t max_body) {
  HttpResponse response;
  std::string_view rest = bytes;
  const std::string_view status = take_line(rest);
  if (!status.starts_with("HTTP/")) {
    return Error{Error::Code::kBadInput, "the response has no HTTP status line"};
  }
  const std::size_t blank = std::min(status.find(' '), status.size());
  const std::string_view code = trim(status.substr(blank));
  std::from_chars(code.data(), code.data() + std::min<std::size_t>(code.size(), 3),
                  response.status);
  std::string_view body;
  response.headers = parse_header_lines(rest, body);
  const auto header = [&](const char* name) {
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? std::string() : to_lower(found->second);
  };
  response.body = body;
  if (header("transfer-encoding").find("chunked") != std::string::npos) {
    if (auto whole = unchunk(body)) response.body = std::move(*whole);
  }
  const bool is_gzip = std::string_view(response.body).starts_with("\x1f\x8b");
  if (!header("content-encoding").empty() && is_gzip) {
    auto unpacked = unpack(response.body, max_body);
    if (!unpacked) return unpacked.error();
    response.body = std::move(*unpacked);
  }
  return response;
}

}  // namespace entente
