#include "tools/input_options.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include "tools/interrupt.h"

namespace entente {

void InputOptions::declare(OptionTable& options) {
  options.require("PATH", paths, "files, folders, or - for standard input");
  options.add("--date", date, "publication date of articles that bring none: 2022-09-15");
  options.add("--map", map, "fields of the records: text=body,date=pub (else they are recognised)");
  options.add("--limit", limit, "stop after this many articles (0 = all)");
  options.add("--max-article", max_article, "longest text of an article in MiB (default 2)");
  options.add("--skipped", skipped_file, "write what was skipped to this file, JSON Lines");
  options.add_flag("--any-language", any_language, "read what is not English as well");
  options.add("--data", data, "folder with the program's data (default: $ENTENTE_DATA)");
}

namespace {

// Says each spelling of a field once, in the words of --map, whatever the number of files.
class SpellingReport {
 public:
  explicit SpellingReport(const Console& console) : console_(&console) {}

  void operator()(const std::string& path, const FieldMap& spelt) {
    bool is_new = false;
    for (const auto& [field, key] : spelt) is_new = seen_.emplace(field, key).second || is_new;
    if (!is_new || said_ == kMostSaid) return;
    ++said_;
    if (console_->err_is_terminal) console_->err << "\r\033[K";  // over the progress
    console_->err << "fields of " << path << ": " << to_string(spelt) << '\n';
    if (said_ == kMostSaid) console_->err << "further spellings of fields are not shown\n";
  }

 private:
  static constexpr int kMostSaid = 10;
  const Console* console_;
  std::set<std::pair<ArticleField, std::string>> seen_;
  int said_ = 0;
};

}  // namespace

Result<ReadOptions> InputOptions::read_options(const Console& console) const {
  ReadOptions out;
  out.mapping_found = SpellingReport(console);
  if (any_language) out.languages = LanguagePolicy::kAny;
  out.is_cancelled = is_interrupted;
  constexpr std::size_t kMost = 1024;  // positions in a text have 32 bits
  if (max_article == 0 || max_article > kMost) {
    return Error{Error::Code::kUsage,
                 "--max-article takes 1 to 1024 (MiB), not " + std::to_string(max_article)};
  }
  out.max_article_bytes = max_article << 20;
  if (!date.empty()) {
    auto day = parse_date(date);
    if (!day.ok()) {
      return Error{Error::Code::kUsage, "'" + date + "' after --date is no day; write 2022-09-15"};
    }
    out.default_date = *day;
  }
  auto fields = parse_field_map(map);
  if (!fields.ok()) return fields.error();
  out.field_map = *fields;
  return out;
}

Result<void> check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path == "-" || ::access(path.c_str(), R_OK) == 0) continue;
    const int why = errno;
    if (why == ENOENT || why == ENOTDIR) {
      return Error{Error::Code::kNotFound,
                   "there is no file or folder '" + path + "'; check the spelling"};
    }
    return Error{Error::Code::kIo, "cannot read '" + path + "': " + std::strerror(why)};
  }
  if (std::count(paths.begin(), paths.end(), "-") > 1) {
    return Error{Error::Code::kUsage, "standard input (-) can be read once only"};
  }
  return {};
}

}  // namespace entente
