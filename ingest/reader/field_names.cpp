#include "ingest/reader/field_names.h"

#include <algorithm>
#include <array>
#include <string>

namespace entente {
namespace {

struct Spelling {
  std::string_view key;  // lower case, without hyphens, underscores, colons and blanks
  ArticleField field;
};

// Within a field the better spelling comes first.
constexpr std::array kSpellings = {
    Spelling{"id", ArticleField::kId},
    Spelling{"articleid", ArticleField::kId},
    Spelling{"docid", ArticleField::kId},
    Spelling{"documentid", ArticleField::kId},
    Spelling{"uuid", ArticleField::kId},
    Spelling{"guid", ArticleField::kId},
    Spelling{"uri", ArticleField::kId},
    Spelling{"text", ArticleField::kText},
    Spelling{"maintext", ArticleField::kText},
    Spelling{"articlebody", ArticleField::kText},
    Spelling{"bodytext", ArticleField::kText},
    Spelling{"articletext", ArticleField::kText},
    Spelling{"fulltext", ArticleField::kText},
    Spelling{"body", ArticleField::kText},
    Spelling{"content", ArticleField::kText},
    Spelling{"article", ArticleField::kText},
    Spelling{"story", ArticleField::kText},
    Spelling{"rawtext", ArticleField::kText},
    Spelling{"title", ArticleField::kTitle},
    Spelling{"headline", ArticleField::kTitle},
    Spelling{"webtitle", ArticleField::kTitle},
    Spelling{"heading", ArticleField::kTitle},
    Spelling{"url", ArticleField::kUrl},
    Spelling{"link", ArticleField::kUrl},
    Spelling{"canonical", ArticleField::kUrl},
    Spelling{"canonicalurl", ArticleField::kUrl},
    Spelling{"canonicallink", ArticleField::kUrl},
    Spelling{"weburl", ArticleField::kUrl},
    Spelling{"permalink", ArticleField::kUrl},
    Spelling{"date", ArticleField::kDate},
    Spelling{"published", ArticleField::kDate},
    Spelling{"datepublish", ArticleField::kDate},
    Spelling{"datepublished", ArticleField::kDate},
    Spelling{"publishedat", ArticleField::kDate},
    Spelling{"publisheddate", ArticleField::kDate},
    Spelling{"publishdate", ArticleField::kDate},
    Spelling{"publicationdate", ArticleField::kDate},
    Spelling{"webpublicationdate", ArticleField::kDate},
    Spelling{"pubdate", ArticleField::kDate},
    Spelling{"dcdate", ArticleField::kDate},
    Spelling{"versioncreated", ArticleField::kDate},
    Spelling{"datetime", ArticleField::kDate},
    Spelling{"timestamp", ArticleField::kDate},
    Spelling{"source", ArticleField::kSource},
    Spelling{"sourcename", ArticleField::kSource},
    Spelling{"sourcedomain", ArticleField::kSource},
    Spelling{"publisher", ArticleField::kSource},
    Spelling{"outlet", ArticleField::kSource},
    Spelling{"publication", ArticleField::kSource},
    Spelling{"newspaper", ArticleField::kSource},
    Spelling{"domain", ArticleField::kSource},
    Spelling{"site", ArticleField::kSource},
    Spelling{"language", ArticleField::kLanguage},
    Spelling{"lang", ArticleField::kLanguage},
    Spelling{"languagecode", ArticleField::kLanguage},
};

struct FieldName {
  std::string_view name;
  ArticleField field;
};
constexpr std::array<FieldName, 7> kFieldNames = {{{"id", ArticleField::kId},
                                                   {"text", ArticleField::kText},
                                                   {"title", ArticleField::kTitle},
                                                   {"url", ArticleField::kUrl},
                                                   {"date", ArticleField::kDate},
                                                   {"source", ArticleField::kSource},
                                                   {"language", ArticleField::kLanguage}}};

constexpr std::array<std::string_view, 5> kLists = {"articles", "results", "response", "docs",
                                                    "documents"};

constexpr std::size_t kMaxKeyBytes = 64;  // no spelling is longer

std::string simplify(std::string_view key) {
  std::string out;
  for (const char c : key.substr(0, kMaxKeyBytes)) {
    if (c == '_' || c == '-' || c == ' ' || c == ':' || c == '.') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

}  // namespace

std::optional<FieldSpelling> find_field(std::string_view key, const FieldMap& map) {
  for (const auto& [field, name] : map) {
    if (name == key) return FieldSpelling{field, 0};
  }
  const std::string simple = simplify(key);
  const auto* found =
      std::find_if(kSpellings.begin(), kSpellings.end(),
                   [&](const Spelling& spelling) { return spelling.key == simple; });
  if (found == kSpellings.end() || map.count(found->field) > 0) return std::nullopt;
  return FieldSpelling{found->field, static_cast<int>(found - kSpellings.begin())};
}

std::string_view field_name(ArticleField field) {
  const auto* found = std::find_if(kFieldNames.begin(), kFieldNames.end(),
                                   [&](const FieldName& known) { return known.field == field; });
  return found == kFieldNames.end() ? std::string_view() : found->name;
}

std::optional<ArticleField> field_of_name(std::string_view name) {
  const auto* found = std::find_if(kFieldNames.begin(), kFieldNames.end(),
                                   [&](const FieldName& known) { return known.name == name; });
  return found == kFieldNames.end() ? std::nullopt : std::optional(found->field);
}

bool is_list_of_articles(std::string_view key) {
  return std::find(kLists.begin(), kLists.end(), simplify(key)) != kLists.end();
}

}  // namespace entente
