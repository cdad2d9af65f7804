#include "query/neighbors.h"

#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class NeighborsCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"neighbors", "List whom an actor has to do with, and how",
            "entente neighbors Iran --db store\n"
            "entente neighbors org:nato --type CONSULT --from 2022 --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("ACTOR", selection_.actor, "an actor's name or id");
    options.add("--limit", limit_, "this many neighbours (0 = all)");
    selection_.declare_kinds(options);
    selection_.declare_group(options);
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
    std::vector<Neighbor> found;
    if (!selection->is_empty) {
      auto all =
          neighbors(**store, selection->criteria.filter.either, {selection->criteria, limit_});
      if (!all.ok()) return console.fail(all.error());
      found = std::move(*all);
    }
    write(console, *format, found);
    return ExitCode::kDone;
  }

 private:
  static void write(const Console& console, OutputFormat format,
                    const std::vector<Neighbor>& found) {
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    TableWriter table(console, format,
                      {{"neighbor"},
                       {"id"},
                       {"relations"},
                       {"out"},
                       {"in"},
                       {"mutual"},
                       {"first"},
                       {"last"},
                       {"types"}});
    for (const Neighbor& neighbor : found) {
      const Tally& tally = neighbor.tally;
      table.add({cell(neighbor.actor.name), cell(neighbor.actor.id), number(tally.relations),
                 number(neighbor.outgoing), number(neighbor.incoming), number(neighbor.mutual),
                 cell(shown_date(tally.first_date)), cell(shown_date(tally.last_date)),
                 cell(shown_types(tally))});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::size_t limit_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_neighbors_command() { return std::make_unique<NeighborsCommand>(); }

}  // namespace entente
