#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "graph/export/record.h"

namespace entente {

// The record that other programs read: one JSON object a line, without the line end, keys in the
// order of docs/record.md, null for what is not known. `place` stands only where it is known,
// `support` only if the record stands for an event.
std::string to_json_line(const EdgeRecord& record);

// `text` in quotes as JSON wants it, in UTF-8, U+FFFD for each invalid byte.
void append_json_string(std::string& out, std::string_view text);

// Reads such a line back. Fields that the line does not carry (title, url, ordinal) stay empty;
// keys that the record does not know are ignored. Fails with what is missing or of the wrong type.
Result<EdgeRecord> parse_json_line(std::string_view line);

}  // namespace entente
