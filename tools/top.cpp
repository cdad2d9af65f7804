#include "query/top.h"

#include <map>
#include <string>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class TopCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"top", "List the actors with the most relations",
            "entente top --db store\n"
            "entente top --by neighbors --kind person --from 2022 --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("--limit", limit_, "this many actors (default 20; 0 = all)");
    options.add("--by", measure_, "relations (default), out, in or neighbors");
    options.add("--kind", kind_, "person, state, organization, group, place or unknown");
    selection_.declare_kinds(options);
    selection_.declare_group(options);
    selection_.declare_rest(options);
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    TopOptions options;
    if (auto read = read_words(options); !read.ok()) return console.fail(read.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto selection = resolve(selection_, **store, console);
    if (!selection.ok()) return console.fail(selection.error());
    options.criteria = selection->criteria;
    options.limit = limit_;
    auto found = top_actors(**store, options);
    if (!found.ok()) return console.fail(found.error());
    write(console, *format, *found);
    return ExitCode::kDone;
  }

 private:
  Result<void> read_words(TopOptions& options) const {
    static const std::map<std::string, TopMeasure> kMeasures = {
        {"relations", TopMeasure::kRelations},
        {"out", TopMeasure::kOutgoing},
        {"in", TopMeasure::kIncoming},
        {"neighbors", TopMeasure::kNeighbors}};
    const auto measure = kMeasures.find(measure_);
    if (measure == kMeasures.end()) {
      return Error{Error::Code::kUsage,
                   "'" + measure_ + "' is no measure; use relations, out, in or neighbors"};
    }
    options.measure = measure->second;
    auto kind = parse_kind(kind_);
    if (!kind.ok()) return kind.error();
    options.kind = *kind;
    return {};
  }

  static void write(const Console& console, OutputFormat format,
                    const std::vector<TopActor>& found) {
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    TableWriter table(
        console, format,
        {{"actor"}, {"id"}, {"relations"}, {"out"}, {"in"}, {"neighbors"}, {"articles"}});
    for (const TopActor& top : found) {
      table.add({cell(top.actor.name), cell(top.actor.id), number(top.relations),
                 number(top.outgoing), number(top.incoming), number(top.neighbors),
                 number(top.articles)});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::string measure_ = "relations";
  std::string kind_;
  std::size_t limit_ = 20;
};

}  // namespace

std::unique_ptr<Command> make_top_command() { return std::make_unique<TopCommand>(); }

}  // namespace entente
