#pragma once

#include <memory>
#include <string>

#include "storage/store.h"

namespace entente {

// A small store for tests, read from a file of lines, fields separated by " | ":
//   actor ID | NAME | KIND | COUNTRY | CODE | ALIAS, ALIAS | OFFICE
//   article ID | PUBLISHED [| SOURCE [| URL]]
//   copy ID | OF ARTICLE | SOURCE
//   relation DATE PRECISION BASIS | SUBJECT | PREDICATE | OBJECT | TYPE | CAMEO | FLAGS |
//   CONFIDENCE | SENTENCE
// A relation belongs to the article above it; its sentence becomes part of the article's text, the
// actor spans are the first words of the sentence. DATE may be "-" (undated). FLAGS are words out
// of reciprocal, negated and the modalities. A line that starts with # is a comment. Ends the test
// program on a malformed file.
std::unique_ptr<Store> read_world(const std::string& path);

}  // namespace entente
