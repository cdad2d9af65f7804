#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

// The shortest chain between two actors, whichever way its relations point: breadth first, actors
// in the order of their ids, so that of several chains always the same one is found.
class PathFinder {
 public:
  PathFinder(const Store& store, const Selection& selection)
      : records_(store), selection_(selection) {}

  // The ids from `from` to `to`; empty if there is no chain of at most `max_hops` relations.
  Result<std::vector<std::string>> find(const std::string& from, const std::string& to,
                                        std::size_t max_hops) {
    std::map<std::string, std::string> came_from{{from, from}};
    std::set<std::string> frontier{from};
    for (std::size_t hop = 0; hop < max_hops && !frontier.empty() && !came_from.count(to); ++hop) {
      std::set<std::string> next;
      for (const std::string& id : frontier) {
        auto found = neighbors(id);
        if (!found.ok()) return found.error();
        for (const std::string& other : *found) {
          if (came_from.try_emplace(other, id).second) next.insert(other);
        }
      }
      frontier = std::move(next);
    }
    std::vector<std::string> chain;
    if (came_from.count(to) == 0) return chain;
    for (std::string at = to; at != from; at = came_from[at]) chain.push_back(at);
    chain.push_back(from);
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  // The relation between two neighbours that is best attested: the most confident, then the first.
  Result<RelationRecord> best_between(const std::string& a, const std::string& b) {
    std::optional<RelationRecord> best;
    auto done = scan(a, [&](const RelationRecord& record) {
      if (record.subject.id != b && record.object.id != b) return;
      if (!best || record.relation.confidence > best->relation.confidence) best = record;
    });
    if (!done.ok()) return done.error();
    return best.value_or(RelationRecord{});
  }

 private:
  template <typename Take>
  Result<void> scan(const std::string& id, const Take& take) {
    RelationFilter filter = selection_.filter;
    filter.either = id;
    return records_.scan(filter, [&](const RelationRecord& record) {
      if (selection_.admits(record)) take(record);
      return true;
    });
  }

  Result<std::set<std::string>> neighbors(const std::string& id) {
    std::set<std::string> found;
    auto done = scan(id, [&](const RelationRecord& record) {
      found.insert(record.subject.id == id ? record.object.id : record.subject.id);
    });
    if (!done.ok()) return done.error();
    return found;
  }

  RecordReader records_;
  const Selection& selection_;
};

class PathCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"path", "Find the shortest chain of relations between two actors, with its evidence",
            "entente path 'Ebrahim Raisi' 'Joe Biden' --db store\n"
            "entente path Iran Israel --type CONSULT,COOPERATE --max-hops 4 --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("A", from_, "where the chain begins: an actor's name or id");
    options.require("B", to_, "where it ends");
    options.add("--max-hops", max_hops_, "longest chain (default 6)");
    selection_.declare_kinds(options);
    selection_.declare_rest(options);
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
    auto from = find_one_actor(**store, from_, console);
    if (!from.ok()) return console.fail(from.error());
    auto to = find_one_actor(**store, to_, console);
    if (!to.ok()) return console.fail(to.error());
    TableWriter table(console, *format,
                      {{"hop"},
                       {"from"},
                       {"relation"},
                       {"direction"},
                       {"to"},
                       {"date"},
                       {"type"},
                       {"flags"},
                       {"article"},
                       {"evidence", true}});
    if (from->has_value() && to->has_value()) {
      auto done = write_chain(console, **store, *selection, {(*from)->id, (*to)->id}, table);
      if (!done.ok()) return console.fail(done.error());
    }
    table.finish();
    return ExitCode::kDone;
  }

 private:
  struct Ends {
    std::string from;
    std::string to;
  };

  Result<void> write_chain(const Console& console, const Store& store, const Selection& selection,
                           const Ends& ends, TableWriter& table) const {
    PathFinder finder(store, selection);
    auto chain = finder.find(ends.from, ends.to, max_hops_);
    if (!chain.ok()) return chain.error();
    if (chain->empty()) {
      console.say("no chain of at most " + std::to_string(max_hops_) + " relations joins " +
                  ends.from + " and " + ends.to);
    }
    for (std::size_t i = 0; i + 1 < chain->size(); ++i) {
      auto record = finder.best_between((*chain)[i], (*chain)[i + 1]);
      if (!record.ok()) return record.error();
      const bool is_out = record->subject.id == (*chain)[i];
      const char* direction = record->relation.reciprocal ? "both" : is_out ? "out" : "in";
      const Actor& from = is_out ? record->subject : record->object;
      const Actor& to = is_out ? record->object : record->subject;
      table.add({static_cast<std::int64_t>(i + 1), cell(from.name),
                 cell(record->relation.predicate), cell(direction), cell(to.name),
                 cell(shown_date(record->relation)), cell(to_string(record->relation.type)),
                 cell(shown_flags(record->relation)), cell(record->article),
                 cell(record->evidence_text)});
    }
    return {};
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::string from_;
  std::string to_;
  std::size_t max_hops_ = 6;
};

}  // namespace

std::unique_ptr<Command> make_path_command() { return std::make_unique<PathCommand>(); }

}  // namespace entente
