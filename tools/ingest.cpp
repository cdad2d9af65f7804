#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "ingest/pipeline.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/input_options.h"
#include "tools/interrupt.h"
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

// Takes articles one by one, and puts what is new into the store: one atomic step an article.
class Ingest {
 public:
  Ingest(Store& store, Extractor& extractor) : store_(store), extractor_(extractor) {}

  // False after a failure of the store, which ends the run.
  bool take(const ReadArticle& read) {
    if (!read.notes.empty()) ++counts_.odd;
    auto is_known = is_stored(read);
    if (!is_known.ok()) return stop(is_known.error());
    if (*is_known) return true;
    ArticleRelations found = extractor_.extract(read.article);
    const std::size_t relations = found.relations.size();
    auto outcome = store_.put(found, extractor_.version());
    if (!outcome.ok()) return stop(outcome.error());
    if (*outcome == PutOutcome::kUnchanged) {
      ++counts_.unchanged;
    } else {
      ++(*outcome == PutOutcome::kAdded ? counts_.added : counts_.replaced);
      counts_.relations += relations;
    }
    return true;
  }

  const IngestCounts& counts() const { return counts_; }
  const std::optional<Error>& failure() const { return failure_; }

 private:
  bool stop(const Error& error) {
    failure_ = error;
    return false;
  }

  // An article without an id of its own is known by its text: a copy with another address or date
  // leaves the first one alone.
  Result<bool> is_stored(const ReadArticle& read) {
    auto same = store_.has(read.article, extractor_.version());
    if (!same.ok()) return same;
    if (*same) {
      ++counts_.unchanged;
      return true;
    }
    if (read.has_own_id) return false;
    auto first = store_.article(read.article.id);
    if (!first.ok()) return first.error();
    if (!first->has_value() || (*first)->text != read.article.text) return false;
    auto is_current = store_.has(**first, extractor_.version());
    if (is_current.ok() && *is_current) ++counts_.copies;
    return is_current;
  }

  Store& store_;
  Extractor& extractor_;
  IngestCounts counts_;
  std::optional<Error> failure_;
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
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto read_options = input_.read_options();
    if (!read_options.ok()) return console.fail(read_options.error());
    if (auto found = check_paths(input_.paths); !found.ok()) return console.fail(found.error());
    auto data = find_data_folder(input_.data);
    if (!data.ok()) return console.fail(data.error());
    SkipReport skips(console);
    if (auto file = skips.write_to(input_.skipped_file); !file.ok())
      return console.fail(file.error());
    auto store = store_.open(OpenMode::kReadWrite);
    if (!store.ok()) return console.fail(store.error());
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());

    Ingest ingest(**store, *extractor);
    Progress progress(console);
    auto report = read_all(*read_options, ingest, skips, progress);
    progress.clear();
    if (auto synced = (*store)->sync(); !synced.ok() && !ingest.failure()) {
      return console.fail(synced.error());
    }
    if (!report.ok()) return console.fail(report.error());
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
  std::uint64_t seen_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_ingest_command() { return std::make_unique<IngestCommand>(); }

}  // namespace entente
