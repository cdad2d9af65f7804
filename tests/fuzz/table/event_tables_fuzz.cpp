#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/table/table_reader.h"
#include "tests/fuzz/reader/one_format.h"

namespace {

using namespace entente;

void require(bool is_met) {
  if (!is_met) std::abort();
}

// What the store relies on: names that are there and valid UTF-8, and somebody behind each key.
std::string checked(const TableRow& row, const TableFormat& format) {
  for (const std::string_view text : {row.article, row.subject, row.object, row.attributed_to,
                                      row.url, row.cameo, row.predicate, row.place}) {
    require(is_valid_utf8(text));
  }
  require(!row.article.empty() && !row.subject.empty() && !row.object.empty());
  require(row.confidence >= 0 && row.confidence <= 1);
  require(!row.date || is_valid(row.date->date));
  std::string facts(row.article);
  for (const std::string_view key : {row.subject, row.object}) {
    const Actor actor = format.describe(key);
    require(!actor.id.empty() && is_valid_utf8(actor.id) && is_valid_utf8(actor.name));
    facts += '\t' + actor.id;
  }
  return facts + '\t' + std::string(row.cameo) + '\t' + std::to_string(row.sentence);
}

// Every line that a table gave, in order; nothing if no format takes it.
std::vector<std::string> read_table(ByteSource& source, const TableOptions& options) {
  std::vector<std::string> out;
  TableReader reader(source, 1);
  const auto head = reader.head();
  if (!head.ok()) return out;
  const auto format = recognise_table(*head, options);
  if (!format.ok()) return {format.error().message};
  reader.start(**format);
  for (;;) {
    const auto block = reader.next();
    require(block.ok());
    if (*block == nullptr) return out;
    for (const TableRow& row : (*block)->rows) out.push_back(checked(row, **format));
    for (const BadLine& bad : (*block)->bad) {
      require(bad.line >= 1 && bad.line <= (*block)->lines && !bad.reason.empty());
      out.push_back(std::to_string(bad.line) + ": " + bad.reason);
    }
    out.push_back(std::to_string((*block)->without_pair) + " without a pair");
  }
}

}  // namespace

// Any bytes, as the table that they look like and as each kind of table: no harm, rows as the
// store needs them, and the same whether the bytes come at once or trickle.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name :
       {"", "jsonl", "relations", "icews", "polecat", "gdelt", "phoenix", "petrarch"}) {
    TableOptions options;
    options.format = name;
    const auto whole = memory_source(bytes);
    TricklingSource trickle(bytes, 1 + size % 13);
    require(read_table(*whole, options) == read_table(trickle, options));
  }
  TableOptions named;
  named.columns = "subject,object,-,date,type";
  const auto whole = memory_source(bytes);
  read_table(*whole, named);
  return 0;
}
