#include "query/path.h"

#include <limits>
#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

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
    options.add_flag("--directed", directed_, "only along the direction of the relations");
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
    auto hops = ask(**store, console);
    if (!hops.ok()) return console.fail(hops.error());
    write(console, *format, *hops);
    return ExitCode::kDone;
  }

 private:
  // Negated, planned and hypothetical relations join nobody unless they are asked for.
  Result<std::vector<PathHop>> ask(const Store& store, const Console& console) const {
    auto selection = resolve(selection_, store, console);
    if (!selection.ok()) return selection.error();
    auto from = find_one_actor(store, from_, console);
    if (!from.ok()) return from.error();
    auto to = find_one_actor(store, to_, console);
    if (!to.ok()) return to.error();
    if (!from->has_value() || !to->has_value()) return std::vector<PathHop>();
    PathQuestion question;
    question.from = (*from)->id;
    question.to = (*to)->id;
    question.directed = directed_;
    question.max_hops = static_cast<std::uint32_t>(max_hops_);
    question.evidence_per_hop = 1;
    const Criteria likely = question.criteria;
    question.criteria = selection->criteria;
    question.criteria.filter.with_negated = likely.filter.with_negated;
    if (selection->criteria.modalities.empty()) question.criteria.modalities = likely.modalities;
    auto hops = find_path(store, question);
    if (hops.ok() && hops->empty()) {
      console.say("no chain of at most " + std::to_string(max_hops_) + " relations joins " +
                  question.from + " and " + question.to);
    }
    return hops;
  }

  static void write(const Console& console, OutputFormat format, const std::vector<PathHop>& hops) {
    TableWriter table(console, format,
                      {{"hop"},
                       {"from"},
                       {"relation"},
                       {"direction"},
                       {"to"},
                       {"date"},
                       {"type"},
                       {"flags"},
                       {"relations"},
                       {"article"},
                       {"evidence", true}});
    for (std::size_t i = 0; i < hops.size(); ++i) {
      const PathHop& hop = hops[i];
      if (hop.evidence.empty()) continue;
      const EdgeRecord& best = hop.evidence.front();
      const bool is_out = best.subject.id == hop.from.id;
      const char* direction = best.relation.reciprocal ? "both" : is_out ? "out" : "in";
      table.add({static_cast<std::int64_t>(i + 1), cell(hop.from.name),
                 cell(best.relation.predicate), cell(direction), cell(hop.to.name),
                 cell(shown_date(best.relation.date)), cell(to_string(best.relation.type)),
                 cell(shown_flags(best.relation)), static_cast<std::int64_t>(hop.relations),
                 cell(best.article), cell(best.evidence_text)});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::string from_;
  std::string to_;
  std::size_t max_hops_ = 6;
  bool directed_ = false;
};

}  // namespace

std::unique_ptr<Command> make_path_command() { return std::make_unique<PathCommand>(); }

}  // namespace entente
