#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ingest/pipeline.h"
#include "tools/article_intake.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/input_options.h"
#include "tools/input_size.h"
#include "tools/interrupt.h"
#include "tools/progress.h"
#include "tools/read_stored.h"
#include "tools/skip_report.h"
#include "tools/store_access.h"

namespace entente {
namespace {

std::string counted(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what;
}

class IngestCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"ingest", "Read articles into a store: adds what is new, says what was skipped",
            "entente ingest articles/ --db store\n"
            "entente ingest news.jsonl more.json --db store --date 2022-09-15\n"
            "zcat dump.jsonl.gz | entente ingest - --db store --map text=body,date=pub\n"
            "entente ingest dump/ --db store --since 2022-01-01 --dry-run"};
  }

  void declare(OptionTable& options) override {
    input_.declare(options);
    options.add("--since", since_, "leave out articles published before this day: 2022-01-01");
    options.add_flag("--dry-run", dry_run_, "only say what would be new; nothing is stored");
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
    auto since = first_day();
    if (!since.ok()) return console.fail(since.error());
    if (dry_run_) return rehearse(console, *read_options, *data, skips);
    auto store = store_.open_to_write(console);
    if (!store.ok()) return console.fail(store.error());
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());

    ArticleIntake intake(**store, *extractor, thread_count(threads_));
    InputSize size(input_.paths);
    Progress progress(console, [&](const std::string& path) { return size.part_done(path); });
    auto report = read_all(
        *read_options, [&](const ReadArticle& read) { return intake.take(read); }, skips, progress);
    if (!is_interrupted() && !intake.failure()) intake.take_waiting();
    intake.finish();
    progress.clear();
    if (!report.ok()) return console.fail(report.error());
    // After a failed write the store's files are in no state to be synced.
    if (!intake.failure()) {
      if (auto synced = (*store)->sync(); !synced.ok()) return console.fail(synced.error());
    }
    if (!quiet_ || skips.count() > 0)
      summarize(console, *report, intake.counts(), progress.seconds());
    skips.summarize();
    return verdict(console, *report, intake.failure());
  }

 private:
  using Taker = std::function<bool(const ReadArticle&)>;

  Result<void> first_day() {
    if (since_.empty()) return {};
    auto day = parse_date(since_);
    if (!day.ok()) {
      return Error{Error::Code::kUsage,
                   "'" + since_ + "' after --since is no day; write 2022-09-15"};
    }
    first_day_ = *day;
    return {};
  }

  Result<ReadReport> read_all(const ReadOptions& options, const Taker& take, SkipReport& skips,
                              Progress& progress) {
    ReadReport total;
    const ReadSink sink{[&](ReadArticle&& read) {
                          ++seen_;
                          const std::optional<Date>& day = read.article.published;
                          const bool is_early = first_day_ && day && *day < *first_day_;
                          if (is_early) ++early_;
                          const bool goes_on = is_early || take(read);
                          progress.update(seen_, skips.count(), read.path);
                          return goes_on && !is_interrupted() &&
                                 (input_.limit == 0 || seen_ - early_ < input_.limit);
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

  // Reads the input and compares it with the store, if there is one, without changing anything.
  ExitCode rehearse(const Console& console, const ReadOptions& options, const std::string& data,
                    SkipReport& skips) {
    auto extractor = Extractor::create({data});  // whose version decides what is up to date
    if (!extractor.ok()) return console.fail(extractor.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok() && store.error().code != Error::Code::kNotFound) {
      return console.fail(store.error());
    }
    const std::unique_ptr<Store> nothing = make_memory_store();
    const Store& present = store.ok() ? **store : *nothing;
    IntakeCounts counts;
    std::optional<Error> failure;
    Progress progress(console);
    auto report = read_all(
        options,
        [&](const ReadArticle& read) {
          const auto is_known = present.has(read.article, extractor->version());
          const auto before = present.standing(read.article.id);
          if (!is_known.ok()) failure = is_known.error();
          if (!before.ok()) failure = before.error();
          if (failure) return false;
          ++(*is_known ? counts.unchanged : before->has_value() ? counts.replaced : counts.added);
          return true;
        },
        skips, progress);
    progress.clear();
    if (!report.ok()) return console.fail(report.error());
    console.err << counted(report->articles, "articles read: ")
                << counted(counts.added, "would be looked at as new, ")
                << counted(counts.replaced, "would be read again, ")
                << counted(counts.unchanged, "unchanged, ")
                << counted(report->skipped, "skipped\n");
    if (early_ > 0) console.err << early_ << " published before " << since_ << " left out\n";
    skips.summarize();
    return verdict(console, *report, failure);
  }

  void summarize(const Console& console, const ReadReport& report, const IntakeCounts& counts,
                 double seconds) const {
    char speed[64];
    std::snprintf(speed, sizeof speed, "%.1f s, %.1f articles/s", seconds,
                  static_cast<double>(report.articles) / std::max(seconds, 0.001));
    std::string line = counted(report.articles, "articles read: ") + counted(counts.added, "added");
    line += ", " + counted(counts.unchanged, "unchanged");
    if (counts.replaced > 0) line += ", " + counted(counts.replaced, "replaced");
    if (counts.copies > 0) line += ", " + counted(counts.copies, "copies of others");
    if (counts.older > 0) line += ", " + counted(counts.older, "older versions");
    line += ", " + counted(report.skipped, "skipped; ") + counted(counts.relations, "relations; ");
    console.err << line << speed << '\n';
    if (counts.successors > 0) {
      console.err << counts.successors
                  << " lead from now on in place of shorter or older printings\n";
    }
    if (counts.caught_up > 0) {
      console.err << counts.caught_up << " stored by an earlier run were read now\n";
    }
    if (early_ > 0) console.err << early_ << " published before " << since_ << " left out\n";
    if (report.undated > 0) {
      console.err << report.undated << " without a publication date (--date DAY gives one)\n";
    }
    if (report.repaired > 0) {
      console.err << report.repaired << " with invalid UTF-8 or control characters, repaired\n";
    }
    if (counts.odd > 0) console.err << counts.odd << " with odd metadata or encoding\n";
    counts.cuts.summarize(console);
    if (report.hidden > 0) console.err << report.hidden << " hidden files or folders left alone\n";
  }

  static ExitCode verdict(const Console& console, const ReadReport& report,
                          const std::optional<Error>& failure) {
    if (failure) return console.fail(*failure);
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
  bool dry_run_ = false;
  std::string since_;
  std::optional<Date> first_day_;  // of --since
  std::size_t threads_ = 0;
  std::uint64_t seen_ = 0;
  std::uint64_t early_ = 0;  // published before first_day_
};

}  // namespace

std::unique_ptr<Command> make_ingest_command() { return std::make_unique<IngestCommand>(); }

}  // namespace entente
