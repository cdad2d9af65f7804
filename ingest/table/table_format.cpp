#include "ingest/table/table_format.h"

#include <algorithm>
#include <array>

#include "core/unicode.h"
#include "ingest/table/event_tables.h"

namespace entente {
namespace {

struct Kind {
  std::string_view name;
  std::unique_ptr<TableFormat> (*make)(const TableOptions& options, std::string_view header);
};

// In the order in which they are asked; the pickier ones first.
constexpr std::array kKinds = {Kind{"jsonl", make_records},      Kind{"icews", make_icews},
                               Kind{"polecat", make_polecat},    Kind{"gdelt", make_gdelt},
                               Kind{"phoenix", make_phoenix},    Kind{"petrarch", make_petrarch},
                               Kind{"relations", make_relations}};

constexpr std::size_t kLinesTried = 20;  // a damaged first line does not hide what follows

std::string_view first_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view format_word(const TableOptions& options) {
  if (options.format.empty() && !options.columns.empty()) return "relations";
  return options.format;
}

bool is_packed(std::string_view head) {
  return head.starts_with("PK\x03\x04") || head.starts_with("\x1f\x8b") ||
         head.starts_with("\x28\xb5\x2f\xfd") || head.starts_with("BZh");
}

}  // namespace

LineKind bad(std::string& reason, std::string_view what, std::string_view value) {
  constexpr std::size_t kShown = 40;
  reason = std::string(what) + " '" + std::string(prefix_of(value, kShown)) + "'";
  return LineKind::kBad;
}

std::string table_format_names() {
  std::string names;
  for (const Kind& kind : kKinds) {
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  }
  return names;
}

Result<std::unique_ptr<TableFormat>> recognise_table(std::string_view head,
                                                     const TableOptions& options) {
  const std::string_view wanted = format_word(options);
  bool is_known = wanted.empty();
  std::string_view rest = head;
  for (std::size_t i = 0; i < kLinesTried && (i == 0 || !rest.empty()); ++i) {
    const std::string line = repair_utf8(first_line(rest)).text;
    for (const Kind& kind : kKinds) {
      if (!wanted.empty() && wanted != kind.name) continue;
      is_known = true;
      if (auto format = kind.make(options, line)) return format;
    }
  }
  if (!is_known) {
    return Error{Error::Code::kUsage, "--format '" + std::string(wanted) +
                                          "' is no table that can be loaded; use one of " +
                                          table_format_names()};
  }
  if (is_packed(head)) {
    return Error{Error::Code::kUnsupported,
                 "is compressed; unpack it on the way: zcat FILE | entente load -"};
  }
  return Error{Error::Code::kBadInput,
               "is no table of relations that is known (" + table_format_names() +
                   "); name its columns with --columns subject,object,type,date,..."};
}

}  // namespace entente
