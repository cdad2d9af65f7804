#pragma once

#include <string_view>

#include "core/text_span.h"

namespace entente {

// The web or mail address inside a chunk of text without blanks ("<http://example.org/a>,",
// "(someone@example.org)."), without the brackets and punctuation around it; an empty span if
// there is none. Host names without "www." are left to the word rules of the tokeniser.
TextSpan find_web_address(std::string_view text, TextSpan chunk);

}  // namespace entente
