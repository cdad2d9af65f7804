#include "ingest/reader/reader.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "ingest/reader/byte_source.h"
#include "ingest/reader/field_names.h"
#include "ingest/reader/format.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

// Counts what passes through.
class CountingSource final : public ByteSource {
 public:
  CountingSource(ByteSource& source, std::uint64_t& bytes) : source_(source), bytes_(bytes) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    auto got = source_.read(buffer);
    if (got.ok()) bytes_ += *got;
    return got;
  }

 private:
  ByteSource& source_;
  std::uint64_t& bytes_;
};

void read_source(ByteSource& source, ReadContext& context, ReadReport& report) {
  ++report.files;
  CountingSource counting(source, report.bytes);
  BufferedInput input(counting);
  read_input(input, context);
}

// Walks a folder in the order of the paths' bytes; holds one listing per level.
class FolderReader {
 public:
  FolderReader(const ReadOptions& options, const ReadSink& sink, ReadReport& report)
      : options_(options), sink_(sink), report_(report) {}

  void read_folder(const fs::path& folder) {
    std::error_code error;
    const std::vector<Entry> entries = list(folder, error);
    if (error) return context(folder).skip(0, "cannot list the folder: " + error.message());
    for (const Entry& entry : entries) {
      if (is_stopped()) return;
      read_entry(folder / entry.name, entry);
    }
  }

 private:
  struct Entry {
    std::string name;
    std::string sort_key;  // the name, with a '/' after a folder's
    bool is_folder = false;
    bool is_link = false;
  };

  static std::vector<Entry> list(const fs::path& folder, std::error_code& error) {
    std::vector<Entry> entries;
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
         it.increment(error)) {
      std::error_code ignored;  // a dangling link has no type; opening it says why
      Entry entry;
      entry.name = it->path().filename().string();
      entry.is_folder = it->is_directory(ignored);
      entry.is_link = it->is_symlink(ignored);
      entry.sort_key = entry.name + (entry.is_folder ? "/" : "");
      entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.sort_key < b.sort_key; });
    return entries;
  }

  void read_entry(const fs::path& path, const Entry& entry) {
    if (entry.name.front() == '.') {
      ++report_.hidden;
    } else if (entry.is_folder && entry.is_link) {
      context(path).skip(0, "a link to a folder is not followed; name the folder itself");
    } else if (entry.is_folder) {
      read_folder(path);
    } else {
      read_file(path);
    }
  }

  void read_file(const fs::path& path) {
    ReadContext here = context(path);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error) return here.skip(0, "cannot be read: " + error.message());
    if (!fs::is_regular_file(status)) return here.skip(0, "not a regular file");
    auto source = open_source(path.string(), options_.is_cancelled);
    if (!source.ok()) return here.skip(0, source.error().message);
    read_source(**source, here, report_);
  }

  ReadContext context(const fs::path& path) {
    return ReadContext(path.string(), options_, sink_, report_);
  }

  bool is_stopped() {
    if (options_.is_cancelled()) report_.stopped = true;
    return report_.stopped;
  }

  const ReadOptions& options_;
  const ReadSink& sink_;
  ReadReport& report_;
};

}  // namespace

std::string to_string(const SkippedInput& skipped) {
  std::string out = skipped.path;
  if (skipped.line > 0) out += ":" + std::to_string(skipped.line);
  return out + ": " + skipped.reason;
}

Result<FieldMap> parse_field_map(std::string_view text) {
  FieldMap map;
  while (!text.empty()) {
    const std::string_view item = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), item.size() + 1));
    const std::size_t equals = item.find('=');
    const auto field = field_of_name(item.substr(0, equals));
    if (equals == std::string_view::npos || !field || equals + 1 == item.size()) {
      return Error{Error::Code::kUsage,
                   "'" + std::string(item) +
                       "' is no field mapping; write FIELD=NAME with one of the fields id, text, "
                       "title, url, date, source, language"};
    }
    map[*field] = std::string(item.substr(equals + 1));
  }
  return map;
}

std::string to_string(const FieldMap& map) {
  std::string words;
  for (const auto& [field, key] : map) {
    words += (words.empty() ? "" : ",") + std::string(field_name(field)) + "=" + key;
  }
  return words;
}

ReadReport& ReadReport::operator+=(const ReadReport& other) {
  files += other.files;
  bytes += other.bytes;
  articles += other.articles;
  skipped += other.skipped;
  hidden += other.hidden;
  undated += other.undated;
  repaired += other.repaired;
  spellings.insert(other.spellings.begin(), other.spellings.end());
  stopped = stopped || other.stopped;
  return *this;
}

Result<ReadReport> read_articles(const std::string& path, const ReadOptions& options,
                                 const ReadSink& sink) {
  ReadReport report;
  std::error_code error;
  if (path != "-" && fs::is_directory(path, error)) {
    FolderReader(options, sink, report).read_folder(path);
    if (report.files == 0 && report.skipped == 0 && !report.stopped) {
      ReadContext(path, options, sink, report).skip(0, "the folder holds no files");
    }
    return report;
  }
  auto source = open_source(path, options.is_cancelled);
  if (!source.ok()) return source.error();
  ReadContext context(path, options, sink, report);
  read_source(**source, context, report);
  if (options.is_cancelled()) report.stopped = true;
  return report;
}

ReadReport read_article_text(std::string_view bytes, std::string_view name,
                             const ReadOptions& options, const ReadSink& sink) {
  ReadReport report;
  ReadContext context(std::string(name), options, sink, report);
  const auto source = memory_source(bytes);
  read_source(*source, context, report);
  return report;
}

}  // namespace entente
