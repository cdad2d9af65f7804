#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "graph/actor_table.h"
#include "ingest/table/table_reader.h"
#include "storage/bulk_load.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/interrupt.h"
#include "tools/skip_report.h"
#include "tools/store_access.h"

namespace entente {
namespace {

struct LoadCounts {
  std::uint64_t rows = 0;
  std::uint64_t without_pair = 0;
  std::uint64_t files = 0;
  std::uint64_t known_files = 0;  // that an earlier run had loaded whole
  std::uint64_t resumed_files = 0;
};

// What tells one input, read in one way, from another: its first bytes and how they are read.
std::string mark_of(std::string_view head, const TableFormat& format, const std::string& columns) {
  constexpr std::size_t kTold = 4096;
  Digest digest;
  digest.update(head.substr(0, kTold));
  digest.update(format.name());
  digest.update(columns);
  const auto value = digest.value();
  return {value.begin(), value.end()};
}

// Loads one table after another.
class Loader {
 public:
  Loader(BulkLoad& load, SkipReport& skips, const TableOptions& options,
         const LoadOptions& load_options)
      : load_(load),
        skips_(skips),
        options_(options),
        threads_(load_options.threads),
        block_(block_for(load_options.rows_at_once)) {}

  // What is wrong with the input is reported and skipped; fails if the store does.
  Result<void> load_file(const std::string& path) {
    ++counts_.files;
    // An input that begins as one that is loaded may go on differently: then it is read again.
    for (const bool may_skip : {true, false}) {
      const Result<bool> done = load_once(path, may_skip);
      if (!done.ok()) return done.error();
      if (*done) return {};
    }
    return {};
  }

  const LoadCounts& counts() const { return counts_; }

 private:
  // A chunk ends where a block does: small chunks need small blocks.
  static std::size_t block_for(std::size_t rows) {
    constexpr std::size_t kShortRow = 32;
    constexpr std::size_t kLeast = std::size_t{4} << 10;
    return std::clamp(rows * kShortRow, kLeast, TableReader::kBlock);
  }

  void skip(const std::string& path, std::uint64_t line, const std::string& reason) {
    skips_.add({path, line, reason});
  }

  Result<bool> load_once(const std::string& path, bool may_skip) {
    auto source = open_source(path, is_interrupted);
    if (!source.ok()) {
      skip(path, 0, source.error().message);
      return true;
    }
    TableReader reader(**source, threads_, block_);
    const auto head = reader.head();
    if (!head.ok()) {
      skip(path, 0, head.error().message);
      return true;
    }
    auto format = recognise_table(*head, options_);
    if (!format.ok()) {
      if (format.error().code == Error::Code::kUsage) return format.error();
      skip(path, 0, format.error().message);
      return true;
    }
    const std::string mark = mark_of(*head, **format, options_.columns);
    const Result<LoadPosition> stored = load_.position(mark);
    if (!stored.ok()) return stored.error();
    LoadPosition position;
    if (may_skip && stored->bytes > 0) {
      const auto same = reader.skip(stored->bytes, stored->lines, stored->digest);
      if (!same.ok()) {
        skip(path, 0, same.error().message);
        return true;
      }
      if (!*same && path == "-") {
        skip(path, 0,
             "standard input begins like an earlier input and goes on differently; load it from a "
             "file");
        return true;
      }
      if (!*same) return false;
      position = *stored;
    }
    reader.start(**format);
    load_.begin(mark, [&format](std::string_view key) { return (*format)->describe(key); });
    const Result<void> read = read_blocks(path, reader, position);
    return read.ok() ? Result<bool>(true) : read.error();
  }

  Result<void> read_blocks(const std::string& path, TableReader& reader, LoadPosition position) {
    const bool is_resumed = position.bytes > 0;
    bool is_whole = true;  // nothing was left to read
    while (!is_interrupted()) {
      const auto block = reader.next();
      if (!block.ok()) {
        skip(path, 0, block.error().message);
        break;
      }
      if (*block == nullptr) break;
      is_whole = false;
      load_.add((*block)->rows);
      for (const BadLine& bad : (*block)->bad) skip(path, bad.line, bad.reason);
      counts_.rows += (*block)->rows.size();
      counts_.without_pair += (*block)->without_pair;
      position.bytes = (*block)->bytes;
      position.digest = (*block)->digest;
      position.lines = (*block)->lines;
      position.rows += (*block)->rows.size();
      position.bad_lines += (*block)->bad.size();
      const Result<void> reached = load_.reach(position);
      if (!reached.ok()) return reached.error();
    }
    if (is_resumed) ++(is_whole ? counts_.known_files : counts_.resumed_files);
    return {};
  }

  BulkLoad& load_;
  SkipReport& skips_;
  const TableOptions& options_;
  std::size_t threads_;
  std::size_t block_;  // bytes of a table that are read at a time
  LoadCounts counts_;
};

class LoadCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"load", "Load tables of relations that others made: event data, or records of entente",
            "entente load events.2015.tab --db store\n"
            "entente load 20220915*.export.CSV --source gdelt --db store\n"
            "entente load edges.tsv --columns subject,object,type,date,confidence,article,sentence "
            "--db store\n"
            "zcat records.jsonl.gz | entente load - --source archive --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("FILE", paths_, "tables to load; - for standard input");
    options.add("--format", table_.format,
                "what they are (default: by content): " + table_format_names());
    options.add("--columns", table_.columns,
                "names of the columns of a table without a header, - for one to leave alone");
    options.add(
        "--source", source_,
        "name of the dataset in the store (default: the table's format, or the file's name)");
    options.add("--confidence", table_.confidence,
                "confidence of relations whose table gives none (default: 0.5)");
    options.add("--data", data_, "folder of the actor data");
    options.add("--skipped", skipped_, "write every skipped line to this file, as JSON Lines");
    options.add("--threads", threads_, "threads that read, sort and write (default: one a core)");
    options.add("--chunk", chunk_,
                "rows that are sorted and stored in one step (default: 1048576)");
    options.add_flag("--quiet,-q", quiet_, "no summary when all went well");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    if (const Result<void> checked = check(); !checked.ok()) return console.fail(checked.error());
    const auto folder = store_.path();
    if (!folder.ok()) return console.fail(folder.error());
    const auto data = find_data_folder(data_);
    if (!data.ok()) return console.fail(data.error());
    const auto actors = ActorTable::load(*data + "/actors");
    if (!actors.ok()) return console.fail(actors.error());
    table_.actors = &*actors;
    SkipReport skips(console);
    if (auto file = skips.write_to(skipped_); !file.ok()) return console.fail(file.error());
    const Result<std::string> dataset = dataset_name();
    if (!dataset.ok()) return console.fail(dataset.error());

    LoadOptions options;
    options.dataset = *dataset;
    options.threads = threads();
    if (chunk_ > 0) options.rows_at_once = chunk_;
    auto load = BulkLoad::open(*folder, options);
    if (!load.ok()) return console.fail(load.error());
    if (const auto older = (*load)->migrated_from()) say_migrated(*older, console);
    const auto begin = std::chrono::steady_clock::now();
    Loader loader(**load, skips, table_, options);
    for (const std::string& path : paths_) {
      if (is_interrupted()) break;
      if (const Result<void> done = loader.load_file(path); !done.ok()) {
        return console.fail(done.error());
      }
    }
    const Result<LoadReport> report = (*load)->finish();
    if (!report.ok()) return console.fail(report.error());
    load->reset();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    if (!quiet_ || skips.count() > 0) {
      summarize(console, loader.counts(), *report, skips, seconds.count());
    }
    return verdict(console, loader.counts(), skips);
  }

 private:
  Result<void> check() const {
    for (const std::string& path : paths_) {
      if (path != "-" && !std::filesystem::exists(path)) {
        return Error{Error::Code::kNotFound, "there is no file '" + path + "'; check the spelling"};
      }
    }
    if (table_.confidence < 0 || table_.confidence > 1) {
      return Error{Error::Code::kUsage, "--confidence must be between 0 and 1"};
    }
    return {};
  }

  std::size_t threads() const {
    return threads_ > 0 ? threads_ : std::max(std::thread::hardware_concurrency(), 1U);
  }

  // Event tables are known by their kind, which their files share; others by the file.
  Result<std::string> dataset_name() const {
    if (!source_.empty()) return source_;
    const std::string& path = paths_.front();
    const std::string stem = std::filesystem::path(path).stem().string();
    if (path == "-") {
      return Error{Error::Code::kUsage,
                   "standard input has no name; give the dataset one with --source NAME"};
    }
    auto source = open_source(path, is_interrupted);
    if (!source.ok()) return source.error();
    TableReader reader(**source, 1);
    const auto head = reader.head();
    if (!head.ok()) return head.error();
    const auto format = recognise_table(*head, table_);
    if (!format.ok() && format.error().code == Error::Code::kUsage) return format.error();
    const bool is_plain =
        !format.ok() || (*format)->name() == "jsonl" || (*format)->name() == "relations";
    return is_plain ? stem : std::string((*format)->name());
  }

  static void summarize(const Console& console, const LoadCounts& counts, const LoadReport& report,
                        const SkipReport& skips, double seconds) {
    const auto counted = [](std::uint64_t count, const char* what) {
      return std::to_string(count) + " " + what;
    };
    std::string line =
        counted(report.added, "relations loaded, ") + counted(report.unchanged, "there already, ") +
        counted(skips.count(), "lines skipped; ") + counted(report.articles, "new reports, ") +
        counted(report.actors, "new actors; ");
    char speed[64];
    std::snprintf(speed, sizeof speed, "%.1f s, %.0f relations/s", seconds,
                  static_cast<double>(report.added) / std::max(seconds, 0.001));
    console.err << line << speed << '\n';
    if (report.added > 0) {
      std::snprintf(speed, sizeof speed, "%.2f",
                    static_cast<double>(report.keys) / static_cast<double>(report.added));
      console.err << report.keys << " keys written, " << speed << " a relation\n";
    }
    if (counts.without_pair > 0) {
      console.err << counts.without_pair << " lines name no two actors and were left out\n";
    }
    if (counts.known_files > 0) {
      console.err << counts.known_files << " of " << counts.files
                  << " tables were loaded before, unchanged\n";
    }
    if (counts.resumed_files > 0) {
      console.err << counts.resumed_files << " tables were loaded in part before\n";
    }
    skips.summarize();
  }

  ExitCode verdict(const Console& console, const LoadCounts& counts,
                   const SkipReport& skips) const {
    if (is_interrupted()) {
      console.say("interrupted; run the same command again to go on");
      return ExitCode::kInterrupted;
    }
    if (skips.count() == 0) return ExitCode::kDone;
    if (counts.rows == 0 && counts.known_files == 0) {
      return console.fail({Error::Code::kBadInput, "no relation in the input"});
    }
    return ExitCode::kPartly;
  }

  std::vector<std::string> paths_;
  TableOptions table_;
  std::string source_;
  std::string data_;
  std::string skipped_;
  std::size_t threads_ = 0;
  std::size_t chunk_ = 0;
  bool quiet_ = false;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_load_command() { return std::make_unique<LoadCommand>(); }

}  // namespace entente
