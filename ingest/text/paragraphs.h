#pragma once

#include <string_view>
#include <vector>

#include "core/text_span.h"

namespace entente {

// The paragraphs of a text in order: stretches that no sentence crosses, without the blanks at
// their ends, none empty. A blank line ends a paragraph, and so does a line break, except where
// the text is hard-wrapped: there a line break inside running text is taken for a blank. Text is
// hard-wrapped if the first word of the next line would not have fitted into the width that the
// text's lines have (40 to 100 characters). Bullets, list numbers and indented lines begin a
// paragraph. Never fails.
std::vector<TextSpan> find_paragraphs(std::string_view text);

}  // namespace entente
