#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ingest/pipeline.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/input_options.h"
#include "tools/interrupt.h"
#include "tools/ordered_extraction.h"
#include "tools/progress.h"
#include "tools/skip_report.h"
#include "tools/store_access.h"

namespace entente {
namespace {

struct IngestCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t copies = 0;  // the same text under another address or date
  std::uint64_t relations = 0;
  std::uint64_t odd = 0;  // articles with notes
};

// Takes articles one by one, and puts what is new into the store: one atomic step an article, in
// the order of the input.
class Ingest {
 public:
  Ingest(Store& store, const Extractor& extractor, std::size_t threads)
      : store_(store),
        version_(extractor.version()),
        extraction_(clones(extractor, threads), [this](ArticleRelations&& found) { put(found); }) {}

  // False after a failure of the store, which ends the run.
  bool take(const ReadArticle& read) {
    if (!read.notes.empty()) ++counts_.odd;
    // Whether an article is stored is only known when its namesake before it is.
    if (extraction_.is_in_flight(read.article.id)) extraction_.finish();
    auto is_known = is_stored(read);
    if (!is_known.ok()) return stop(is_known.error());
    if (!*is_known) extraction_.submit(read.article);
    return !has_failed_;
  }

  // Waits for the articles in hand.
  void finish() { extraction_.finish(); }

  // After finish() only.
  IngestCounts counts() const {
    IngestCounts all = counts_;
    all.added = put_counts_.added;
    all.replaced = put_counts_.replaced;
    all.unchanged += put_counts_.unchanged;
    all.relations = put_counts_.relations;
    return all;
  }
  const std::optional<Error>& failure() const { return failure_; }

 private:
  static std::vector<OrderedExtraction::Extract> clones(const Extractor& extractor,
                                                        std::size_t threads) {
    std::vector<OrderedExtraction::Extract> out;
    for (std::size_t i = 0; i < threads; ++i) {
      auto own = std::make_shared<Extractor>(extractor.clone());  // std::function must be copyable
      out.emplace_back([own](const Article& article) { return own->extract(article); });
    }
    return out;
  }

  bool stop(const Error& error) {
    extraction_.finish();
    if (!has_failed_.exchange(true)) failure_ = error;
    return false;
  }

  // On the extraction's thread.
  void put(const ArticleRelations& found) {
    if (has_failed_) return;
    auto outcome = store_.put(found, version_);
    if (!outcome.ok()) {
      failure_ = outcome.error();
      has_failed_ = true;
    } else if (*outcome == PutOutcome::kUnchanged) {
      ++put_counts_.unchanged;
    } else {
      ++(*outcome == PutOutcome::kAdded ? put_counts_.added : put_counts_.replaced);
      put_counts_.relations += found.relations.size();
    }
  }

  // An article without an id of its own is known by its text: a copy with another address or date
  // leaves the first one alone.
  Result<bool> is_stored(const ReadArticle& read) {
    auto same = store_.has(read.article, version_);
    if (!same.ok()) return same;
    if (*same) {
      ++counts_.unchanged;
      return true;
    }
    if (read.has_own_id) return false;
    auto first = store_.article(read.article.id);
    if (!first.ok()) return first.error();
    if (!first->has_value() || (*first)->text != read.article.text) return false;
    auto is_current = store_.has(**first, version_);
    if (is_current.ok() && *is_current) ++counts_.copies;
    return is_current;
  }

  Store& store_;
  std::string version_;
  IngestCounts counts_;      // of the reading thread
  IngestCounts put_counts_;  // of the extraction's thread
  std::atomic<bool> has_failed_ = false;
  std::optional<Error> failure_;  // written before has_failed_, read after
  OrderedExtraction extraction_;  // last: its threads use the rest
};

std::string counted(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what;
}

class IngestCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"ingest", "Read articles into a store: adds what is new, says what was skipped",
            "entente ingest articles/ --db store\n"
            "entente ingest news.jsonl more.json --db store --date 2022-09-15\n"
            "zcat dump.jsonl.gz | entente ingest - --db store --map text=body,date=pub"};
  }

  void declare(OptionTable& options) override {
    input_.declare(options);
    options.add_flag("--quiet,-q", quiet_, "no summary when all went well");
    options.add("--threads", threads_, "articles analysed at a time (default: one a core)");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto read_options = input_.read_options(console);
    if (!read_options.ok()) return console.fail(read_options.error());
    if (auto found = check_paths(input_.paths); !found.ok()) return console.fail(found.error());
    auto data = find_data_folder(input_.data);
    if (!data.ok()) return console.fail(data.error());
    SkipReport skips(console);
    if (auto file = skips.write_to(input_.skipped_file); !file.ok())
      return console.fail(file.error());
    auto store = store_.open_to_write(console);
    if (!store.ok()) return console.fail(store.error());
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());

    const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
    Ingest ingest(**store, *extractor, threads_ > 0 ? threads_ : cores);
    Progress progress(console);
    auto report = read_all(*read_options, ingest, skips, progress);
    ingest.finish();
    progress.clear();
    if (!report.ok()) return console.fail(report.error());
    // After a failed write the store's files are in no state to be synced.
    if (!ingest.failure()) {
      if (auto synced = (*store)->sync(); !synced.ok()) return console.fail(synced.error());
    }
    if (!quiet_ || skips.count() > 0)
      summarize(console, *report, ingest.counts(), progress.seconds());
    skips.summarize();
    return verdict(console, *report, ingest);
  }

 private:
  Result<ReadReport> read_all(const ReadOptions& options, Ingest& ingest, SkipReport& skips,
                              Progress& progress) {
    ReadReport total;
    const ReadSink sink{[&](ReadArticle&& read) {
                          ++seen_;
                          const bool goes_on = ingest.take(read);
                          progress.update(seen_, skips.count(), read.path);
                          return goes_on && !is_interrupted() &&
                                 (input_.limit == 0 || seen_ < input_.limit);
                        },
                        [&](const SkippedInput& skipped) {
                          progress.clear();
                          skips.add(skipped);
                        }};
    for (const std::string& path : input_.paths) {
      auto report = read_articles(path, options, sink);
      if (!report.ok()) return report;
      total += *report;
      if (total.stopped) break;
    }
    return total;
  }

  static void summarize(const Console& console, const ReadReport& report,
                        const IngestCounts& counts, double seconds) {
    char speed[64];
    std::snprintf(speed, sizeof speed, "%.1f s, %.1f articles/s", seconds,
                  static_cast<double>(report.articles) / std::max(seconds, 0.001));
    std::string line = counted(report.articles, "articles read: ") + counted(counts.added, "added");
    line += ", " + counted(counts.unchanged, "unchanged");
    if (counts.replaced > 0) line += ", " + counted(counts.replaced, "replaced");
    if (counts.copies > 0) line += ", " + counted(counts.copies, "copies of others");
    line += ", " + counted(report.skipped, "skipped; ") + counted(counts.relations, "relations; ");
    console.err << line << speed << '\n';
    if (report.undated > 0) {
      console.err << report.undated << " without a publication date (--date DAY gives one)\n";
    }
    if (report.repaired > 0) {
      console.err << report.repaired << " with invalid UTF-8 or control characters, repaired\n";
    }
    if (counts.odd > 0) console.err << counts.odd << " with odd metadata or encoding\n";
    if (report.hidden > 0) console.err << report.hidden << " hidden files or folders left alone\n";
  }

  ExitCode verdict(const Console& console, const ReadReport& report, const Ingest& ingest) const {
    if (ingest.failure()) return console.fail(*ingest.failure());
    if (is_interrupted()) {
      console.say("interrupted; run the same command again to go on");
      return ExitCode::kInterrupted;
    }
    if (report.articles == 0 && report.skipped > 0) {
      return console.fail({Error::Code::kBadInput, "no article in the input"});
    }
    return report.skipped > 0 ? ExitCode::kPartly : ExitCode::kDone;
  }

  InputOptions input_;
  StoreOption store_;
  bool quiet_ = false;
  std::size_t threads_ = 0;
  std::uint64_t seen_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_ingest_command() { return std::make_unique<IngestCommand>(); }

}  // namespace entente
