#include "query/timeline.h"

#include <map>
#include <string>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class TimelineCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"timeline", "List what an actor did and suffered, or what passed between two, by date",
            "entente timeline Iran --from 2022-09 --db store\n"
            "entente timeline 'Vladimir Putin' 'Xi Jinping' --evidence --db store\n"
            "entente timeline China 'United States' --step month --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("A", selection_.actor, "an actor's name or id");
    options.add("B", other_, "only what passed between A and this actor");
    options.add("--step", step_, "count by day, month or year instead of listing");
    selection_.declare_kinds(options);
    selection_.declare_group(options);
    selection_.declare_rest(options);
    options.add_flag("--evidence", evidence_, "show the sentence of each relation and its article");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto entries = ask(**store, console);
    if (!entries.ok()) return console.fail(entries.error());
    if (step_.empty()) {
      write_relations(console, *format, *entries);
    } else {
      write_counts(console, *format, *entries);
    }
    return ExitCode::kDone;
  }

 private:
  Result<std::vector<TimelineEntry>> ask(const Store& store, const Console& console) const {
    static const std::map<std::string, TimelineStep> kSteps = {{"", TimelineStep::kDay},
                                                               {"day", TimelineStep::kDay},
                                                               {"month", TimelineStep::kMonth},
                                                               {"year", TimelineStep::kYear}};
    const auto step = kSteps.find(step_);
    if (step == kSteps.end()) {
      return Error{Error::Code::kUsage, "'" + step_ + "' is no step; use day, month or year"};
    }
    auto selection = resolve(selection_, store, console);
    if (!selection.ok()) return selection.error();
    TimelineOptions options;
    if (!other_.empty()) {
      auto other = find_one_actor(store, other_, console);
      if (!other.ok()) return other.error();
      if (!other->has_value()) return std::vector<TimelineEntry>();
      options.other = (*other)->id;
    }
    if (selection->is_empty) return std::vector<TimelineEntry>();
    options.actor = selection->criteria.filter.either;
    options.criteria = selection->criteria;
    options.step = step->second;
    options.with_evidence = step_.empty();
    return timeline(store, options);
  }

  void write_relations(const Console& console, OutputFormat format,
                       const std::vector<TimelineEntry>& entries) const {
    RelationRows rows(console, format, evidence_ ? Detail::kEvidence : Detail::kNone,
                      selection_.group ? EventColumns::kSupport : EventColumns::kNone);
    for (const TimelineEntry& entry : entries) {
      for (const EdgeRecord& record : entry.records) rows.add(record);
    }
    rows.finish();
  }

  static void write_counts(const Console& console, OutputFormat format,
                           const std::vector<TimelineEntry>& entries) {
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    TableWriter table(console, format,
                      {{"period"},
                       {"relations"},
                       {"cooperation"},
                       {"conflict"},
                       {"negated"},
                       {"not_happened"},
                       {"types"}});
    for (const TimelineEntry& entry : entries) {
      std::optional<DatedPeriod> period;
      if (entry.first_day) period = DatedPeriod{*entry.first_day, entry.precision, {}};
      const Tally& tally = entry.tally;
      table.add({cell(shown_date(period)), number(tally.relations), number(tally.cooperation),
                 number(tally.conflict), number(tally.negated), number(tally.not_happened),
                 cell(shown_types(tally))});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::string other_;
  std::string step_;
  bool evidence_ = false;
};

}  // namespace

std::unique_ptr<Command> make_timeline_command() { return std::make_unique<TimelineCommand>(); }

}  // namespace entente
