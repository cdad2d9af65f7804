#pragma once

#include <memory>

#include "ingest/reader/byte_source.h"

namespace entente {

// UTF-16 with a byte order mark as UTF-8, piece by piece; halves of surrogate pairs become U+FFFD.
// `input` must outlive the source and stand at the mark.
std::unique_ptr<ByteSource> utf16_as_utf8(BufferedInput& input);

}  // namespace entente
