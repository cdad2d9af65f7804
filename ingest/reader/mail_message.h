#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ingest/reader/format.h"

namespace entente {

// An e-mail (RFC 5322, MIME) as an article: subject, day, sender, Message-ID, and the text of its
// first text part; HTML is read only where there is no plain text, as a web page. Attachments are
// left alone. A message without text gives a record without kText and the reason.
RawRecord read_mail_message(std::string_view message, std::size_t max_text);

// "Gespr=E4che" and "=?utf-8?B?...?=" in a header as UTF-8 (RFC 2047).
std::string decode_header_words(std::string_view value);

// Undoes a Content-Transfer-Encoding; what is broken is passed on as it stands.
std::string decode_base64(std::string_view text);
std::string decode_quoted_printable(std::string_view text);

}  // namespace entente
