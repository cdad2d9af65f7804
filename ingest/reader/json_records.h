#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/reader/format.h"

namespace entente {

// Articles in JSON, whatever their wrapping: an object, an array of objects, an object that holds
// the array ({"articles": [...]}). Reads event by event, so that an array of any length takes the
// memory of one article; nesting beyond kMaxJsonDepth is refused.
inline constexpr int kMaxJsonDepth = 1000;

// One character after another of a long document.
class CharStream {
 public:
  virtual ~CharStream() = default;
  // The current byte, or -1 at the end.
  virtual int peek() = 0;
  // Goes on to the next one.
  virtual void advance() = 0;
  // The line of the current byte, from 1.
  virtual std::uint64_t line() const = 0;
  // A token is whole: what is held for it is free again.
  virtual void token_ended() = 0;
  // Adds the repairs made since the last call to `record` (up to a block ahead of it).
  virtual void take_repairs(RawRecord& record) = 0;
};

// Which parser a text goes through; both give the same. The plain one passes what it does not know
// on to the other.
enum class JsonParser { kPlainFirst, kGeneral };

// Reads one JSON value and gives its records to `context`. `prototype` carries the line and the
// repairs that every record starts from. Returns why the value could not be read, if so; records
// before the fault have been given by then.
std::optional<std::string> read_json_text(std::string_view text, const RawRecord& prototype,
                                          ReadContext& context,
                                          JsonParser parser = JsonParser::kPlainFirst);

// The same for the next value of a stream; the records carry its line numbers.
std::optional<std::string> read_json_stream(CharStream& stream, ReadContext& context);

// Whether `text` is one whole JSON object.
bool is_json_object(std::string_view text);

}  // namespace entente
