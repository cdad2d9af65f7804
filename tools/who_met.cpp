#include "query/who_met.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class WhoMetCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"who-met", "List who met whom, how often, when, and with what evidence",
            "entente who-met --leaders --db store\n"
            "entente who-met 'Xi Jinping' --from 2022-09 --to 2022-09 --evidence --db store\n"
            "entente who-met Putin Erdogan --planned --evidence --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("ACTOR", selection_.actor,
                "whose meetings: a name or an id (default: everybody's)");
    options.add("OTHER", other_, "only meetings with this actor");
    selection_.declare_rest(options);
    options.add_flag("--planned", planned_, "pairs and sentences of planned meetings, too");
    options.add_flag("--calls", calls_, "count telephone calls as meetings");
    options.add_flag("--evidence", evidence_, "list every report with its sentence and article");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto pairs = ask(**store, console);
    if (!pairs.ok()) return console.fail(pairs.error());
    if (evidence_) {
      write_evidence(console, *format, *pairs);
    } else {
      write_pairs(console, *format, *pairs);
    }
    return ExitCode::kDone;
  }

 private:
  Result<std::vector<MeetingPair>> ask(const Store& store, const Console& console) const {
    auto selection = resolve(selection_, store, console);
    if (!selection.ok()) return selection.error();
    WhoMetOptions options;
    if (!other_.empty()) {
      auto other = find_one_actor(store, other_, console);
      if (!other.ok()) return other.error();
      if (!other->has_value()) return std::vector<MeetingPair>();
      options.other = (*other)->id;
    }
    if (selection->is_empty) return std::vector<MeetingPair>();
    const RelationFilter& filter = selection->criteria.filter;
    options.actor = filter.either;
    options.from = filter.from;
    options.to = filter.to;
    options.min_confidence = filter.min_confidence;
    options.leaders = selection->criteria.leaders;
    options.with_evidence = evidence_;
    options.calls = calls_ ? Calls::kCount : Calls::kLeaveOut;
    return who_met(store, options);
  }

  bool is_asked_for(const MeetingPair& pair) const {
    return pair.held > 0 || (planned_ && pair.planned > 0);
  }

  void write_evidence(const Console& console, OutputFormat format,
                      const std::vector<MeetingPair>& pairs) const {
    RelationRows rows(console, format, Detail::kEvidence);
    for (const MeetingPair& pair : pairs) {
      for (const MeetingEvidence& evidence : pair.evidence) {
        const bool is_planned = evidence.status == EventStatus::kPlanned;
        if (evidence.status == EventStatus::kHappened || (planned_ && is_planned)) {
          rows.add(evidence.record);
        }
      }
    }
    rows.finish();
  }

  void write_pairs(const Console& console, OutputFormat format,
                   const std::vector<MeetingPair>& pairs) const {
    const auto number = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    TableWriter table(console, format,
                      {{"actor"},
                       {"met"},
                       {"meetings"},
                       {"mentions"},
                       {"articles"},
                       {"sources"},
                       {"planned"},
                       {"first"},
                       {"last"}});
    for (const MeetingPair& pair : pairs) {
      if (!is_asked_for(pair)) continue;
      table.add({cell(pair.first.name), cell(pair.second.name), number(pair.meetings),
                 number(pair.held), number(pair.support.articles), number(pair.support.sources),
                 number(pair.planned), cell(shown_date(pair.first_date)),
                 cell(shown_date(pair.last_date))});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::string other_;
  bool planned_ = false;
  bool calls_ = false;
  bool evidence_ = false;
};

}  // namespace

std::unique_ptr<Command> make_who_met_command() { return std::make_unique<WhoMetCommand>(); }

}  // namespace entente
