#pragma once

#include <optional>
#include <string_view>

#include "ingest/reader/reader.h"

namespace entente {

// Which field of an article a record's key stands for, and how good the spelling is: of several
// keys for one field ("maintext" beside "content"), the smallest rank with a value is taken.
struct FieldSpelling {
  ArticleField field = ArticleField::kText;
  int rank = 0;
};

// Recognises the common spellings of feeds, crawlers and archives, whatever their case, hyphens
// and underscores: maintext, articleBody, date_publish, pubDate, source_domain ... A field that
// `map` names is taken from that key alone.
std::optional<FieldSpelling> find_field(std::string_view key, const FieldMap& map);

// The name of a field as --map takes it ("text"), and back; nothing for an unknown name.
std::string_view field_name(ArticleField field);
std::optional<ArticleField> field_of_name(std::string_view name);

// Whether the key commonly holds a list of articles inside of a larger answer: articles, results,
// response, docs, documents.
bool is_list_of_articles(std::string_view key);

}  // namespace entente
