#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

// Meetings in person or talks between both sides: consultations but for those by telephone (CAMEO
// 041) and those through a mediator (045).
bool is_meeting(const Relation& relation) {
  return relation.type == EventType::kConsult && !relation.negated &&
         relation.modality != Modality::kHypothetical && relation.cameo.substr(0, 3) != "041" &&
         relation.cameo.substr(0, 3) != "045";
}

// Two actors who met, and when.
struct Pair {
  Actor first;
  Actor second;
  std::int64_t mentions = 0;
  std::set<Date> days;
  std::set<std::string> articles;
};

// Pairs of actors, whoever of the two is the subject.
class PairCounter {
 public:
  // The actor who stands first in each pair; empty = the smaller id.
  explicit PairCounter(std::string first) : first_(std::move(first)) {}

  void add(const RelationRecord& record) {
    const bool swap =
        first_.empty() ? record.object.id < record.subject.id : record.object.id == first_;
    const Actor& a = swap ? record.object : record.subject;
    const Actor& b = swap ? record.subject : record.object;
    Pair& pair = pairs_[{a.id, b.id}];
    pair.first = a;
    pair.second = b;
    ++pair.mentions;
    if (record.relation.date) pair.days.insert(record.relation.date->date);
    pair.articles.insert(record.article);
  }

  // The most mentioned first, then by id.
  std::vector<Pair> sorted() const {
    std::vector<Pair> out;
    for (const auto& [ids, pair] : pairs_) out.push_back(pair);
    std::stable_sort(out.begin(), out.end(),
                     [](const Pair& a, const Pair& b) { return a.mentions > b.mentions; });
    return out;
  }

 private:
  std::string first_;
  std::map<std::pair<std::string, std::string>, Pair> pairs_;
};

class WhoMetCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"who-met", "List who met whom, how often, when, and with what evidence",
            "entente who-met --leaders --db store\n"
            "entente who-met 'Xi Jinping' --from 2022-09 --to 2022-09 --evidence --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("ACTOR", selection_.actor,
                "whose meetings: a name or an id (default: everybody's)");
    selection_.declare_rest(options);
    options.add_flag("--planned", planned_, "meetings that are only planned, too");
    options.add_flag("--evidence", evidence_, "list every meeting with its sentence and article");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto selection = resolve(selection_, **store, console);
    if (!selection.ok()) return console.fail(selection.error());
    selection->filter.types = {EventType::kConsult};
    return evidence_ ? list_meetings(console, *format, **store, *selection)
                     : list_pairs(console, *format, **store, *selection);
  }

 private:
  template <typename Take>
  Result<void> scan(const Store& store, const Selection& selection, const Take& take) const {
    if (selection.is_empty) return {};
    return RecordReader(store).scan(selection.filter, [&](const RelationRecord& record) {
      const bool is_planned = record.relation.modality == Modality::kPlanned;
      if (is_meeting(record.relation) && (planned_ || !is_planned) && selection.admits(record)) {
        take(record);
      }
      return true;
    });
  }

  ExitCode list_meetings(const Console& console, OutputFormat format, const Store& store,
                         const Selection& selection) const {
    RelationRows rows(console, format, Detail::kEvidence);
    auto done = scan(store, selection, [&](const RelationRecord& record) { rows.add(record); });
    if (!done.ok()) return console.fail(done.error());
    rows.finish();
    return ExitCode::kDone;
  }

  ExitCode list_pairs(const Console& console, OutputFormat format, const Store& store,
                      const Selection& selection) const {
    PairCounter counter(selection.filter.either);
    auto done = scan(store, selection, [&](const RelationRecord& record) { counter.add(record); });
    if (!done.ok()) return console.fail(done.error());
    TableWriter table(console, format,
                      {{"actor"}, {"met"}, {"mentions"}, {"articles"}, {"first"}, {"last"}});
    for (const Pair& pair : counter.sorted()) {
      table.add({cell(pair.first.name), cell(pair.second.name), pair.mentions,
                 static_cast<std::int64_t>(pair.articles.size()),
                 cell(pair.days.empty() ? "" : to_string(*pair.days.begin())),
                 cell(pair.days.empty() ? "" : to_string(*pair.days.rbegin()))});
    }
    table.finish();
    return ExitCode::kDone;
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  bool planned_ = false;
  bool evidence_ = false;
};

}  // namespace

std::unique_ptr<Command> make_who_met_command() { return std::make_unique<WhoMetCommand>(); }

}  // namespace entente
