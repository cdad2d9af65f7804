#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "graph/article.h"

namespace entente {

// The way in: files, folders and standard input become articles, one at a time.
//
// What a file holds is decided by its content (see format.h), not by its name. Text is repaired to
// UTF-8 that XML may carry before anything else looks at it. Memory is bounded by the longest
// article allowed, whatever the size of the input. What cannot be read is reported, never dropped
// in silence, and never ends the run.
//
// Only English is analysed: a text in another language is a skip that names the language (see
// language.h), unless the options say otherwise.
//
// Metadata is taken as given: a missing title, date, source or language stays missing.
//  - id: the record's own, else the hash of the text (content_id). A url is no id: front pages
//    share one, and a corrected article keeps its own.
//  - url of a plain text file: "file:" and the path as given, so that evidence can be traced.

// One piece of input that did not become an article. `line` counts from 1; 0 = the whole file.
struct SkippedInput {
  std::string path;
  std::uint64_t line = 0;
  std::string reason;

  friend bool operator==(const SkippedInput&, const SkippedInput&) = default;
};

// "path:line: reason" or "path: reason".
std::string to_string(const SkippedInput& skipped);

// The fields of an article that a record may carry under many names.
enum class ArticleField { kId, kText, kTitle, kUrl, kDate, kSource, kLanguage };

// From a field's name ("text", "date", ...) to the record's own spelling ("body", "pub").
using FieldMap = std::map<ArticleField, std::string>;

// Reads "text=body,date=pub". Fails on an unknown field name or a missing '='.
Result<FieldMap> parse_field_map(std::string_view text);
// The same words for a mapping.
std::string to_string(const FieldMap& map);

// What becomes of texts that are not English.
enum class LanguagePolicy { kEnglishOnly, kAny };

struct ReadOptions {
  std::optional<Date> default_date;  // publication date of articles that bring none
  FieldMap field_map;                // overrides the detection of a record's fields
  // Longer texts are skipped: no news article is as long as a novel, but a dump in one file is, and
  // its analysis would take some hundred bytes of memory for each byte.
  std::size_t max_article_bytes = std::size_t{2} << 20;
  LanguagePolicy languages = LanguagePolicy::kEnglishOnly;
  // Told how the records of an input spell their fields: of every file the first record, and those
  // in which a spelling appears for the first time.
  std::function<void(const std::string& path, const FieldMap& spelt)> mapping_found =
      [](const std::string&, const FieldMap&) {};
  // Asked when the operating system interrupts a wait for input; true ends the reading.
  std::function<bool()> is_cancelled = [] { return false; };
};

// An article with where it came from and what happened to it on the way.
struct ReadArticle {
  Article article;
  std::string path;
  std::uint64_t line = 0;    // where its record begins; 0 for a whole file
  bool has_own_id = false;   // false: the id is the hash of the text
  std::size_t replaced = 0;  // invalid UTF-8 sequences that became U+FFFD
  std::size_t dropped = 0;   // forbidden control characters that were removed
  std::vector<std::string>
      notes;  // what a careful reader should know: "date 'soon' not understood"
};

// Where articles and reports go. `article` returns false to stop the reading.
struct ReadSink {
  std::function<bool(ReadArticle&&)> article;
  std::function<void(const SkippedInput&)> skipped;
};

// What one call of read_articles saw; adds up over calls.
struct ReadReport {
  std::uint64_t files = 0;     // files opened, standard input included
  std::uint64_t bytes = 0;     // bytes read from them
  std::uint64_t articles = 0;  // given to the sink
  std::uint64_t skipped = 0;   // reported as skipped
  std::uint64_t hidden = 0;    // entries of folders that begin with a dot, left alone
  std::uint64_t undated = 0;   // articles without a publication date
  std::uint64_t repaired = 0;  // articles with replaced or dropped characters
  std::set<std::pair<ArticleField, std::string>> spellings;  // of fields in records, seen so far
  bool stopped = false;                                      // by the sink or by is_cancelled

  ReadReport& operator+=(const ReadReport& other);
};

// Reads every article under `path`: a file, a folder (with its sub-folders, in the order of the
// names' bytes) or "-" for standard input. Fails with kNotFound if there is no such path and with
// kIo if it cannot be opened; anything that goes wrong later is a skip.
Result<ReadReport> read_articles(const std::string& path, const ReadOptions& options,
                                 const ReadSink& sink);

// The same for bytes in memory; `name` stands for the path in reports.
ReadReport read_article_text(std::string_view bytes, std::string_view name,
                             const ReadOptions& options, const ReadSink& sink);

}  // namespace entente
