#include <algorithm>
#include <map>
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

// What one actor has to do with the actor asked for.
struct Neighbor {
  Actor actor;
  std::int64_t out = 0;  // relations from the actor asked for
  std::int64_t in = 0;   // relations to it
  std::map<EventType, std::int64_t> types;
  std::set<Date> days;
};

// "CONSULT 3, ACCUSE 1", the most frequent first.
std::string shown_types(const std::map<EventType, std::int64_t>& types) {
  std::vector<std::pair<EventType, std::int64_t>> sorted(types.begin(), types.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (const auto& [type, count] : sorted) {
    out += (out.empty() ? "" : ", ") + std::string(to_string(type)) + " " + std::to_string(count);
  }
  return out;
}

class NeighborsCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"neighbors", "List whom an actor has to do with, and how",
            "entente neighbors Iran --db store\n"
            "entente neighbors org:nato --type CONSULT --from 2022 --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("ACTOR", selection_.actor, "an actor's name or id");
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
    auto neighbors = collect(**store, *selection);
    if (!neighbors.ok()) return console.fail(neighbors.error());
    write(console, *format, *neighbors);
    return ExitCode::kDone;
  }

 private:
  static Result<std::vector<Neighbor>> collect(const Store& store, const Selection& selection) {
    std::map<std::string, Neighbor> by_id;
    const std::string& center = selection.filter.either;
    if (!selection.is_empty) {
      auto done = RecordReader(store).scan(selection.filter, [&](const RelationRecord& record) {
        if (!selection.admits(record)) return true;
        const bool is_out = record.subject.id == center;
        const Actor& other = is_out ? record.object : record.subject;
        Neighbor& neighbor = by_id[other.id];
        neighbor.actor = other;
        ++(is_out ? neighbor.out : neighbor.in);
        ++neighbor.types[record.relation.type];
        if (record.relation.date) neighbor.days.insert(record.relation.date->date);
        return true;
      });
      if (!done.ok()) return done.error();
    }
    std::vector<Neighbor> sorted;
    for (const auto& [id, neighbor] : by_id) sorted.push_back(neighbor);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Neighbor& a, const Neighbor& b) {
      return a.out + a.in > b.out + b.in;
    });
    return sorted;
  }

  static void write(const Console& console, OutputFormat format,
                    const std::vector<Neighbor>& neighbors) {
    TableWriter table(console, format,
                      {{"neighbor"}, {"id"}, {"out"}, {"in"}, {"first"}, {"last"}, {"types"}});
    for (const Neighbor& neighbor : neighbors) {
      table.add({cell(neighbor.actor.name), cell(neighbor.actor.id), neighbor.out, neighbor.in,
                 cell(neighbor.days.empty() ? "" : to_string(*neighbor.days.begin())),
                 cell(neighbor.days.empty() ? "" : to_string(*neighbor.days.rbegin())),
                 cell(shown_types(neighbor.types))});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_neighbors_command() { return std::make_unique<NeighborsCommand>(); }

}  // namespace entente
