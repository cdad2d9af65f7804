#include <string>

#include "query/find_actor.h"
#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class ActorsCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"actors", "List the actors of a store",
            "entente actors --db store\n"
            "entente actors erdogan --db store        # any part of a name, an alias or an id\n"
            "entente actors --kind person --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("PATTERN", pattern_,
                "letters that the name, an alias or the id holds; * and ? too");
    options.add("--kind", kind_, "person, state, organization, group, place or unknown");
    options.add("--country", country_, "ISO 3166 code with three letters: CHN");
    options.add("--limit", limit_, "this many actors (0 = all)");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto kind = parse_kind(kind_);
    if (!kind.ok()) return console.fail(kind.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    ActorListOptions options;
    options.pattern = pattern_;
    options.kind = *kind;
    options.country = country_;
    options.limit = limit_;
    auto rows = list_actors(**store, options);
    if (!rows.ok()) return console.fail(rows.error());
    TableWriter table(
        console, *format,
        {{"id"}, {"name"}, {"relations"}, {"kind"}, {"country"}, {"code"}, {"aliases"}});
    for (const ActorRow& row : *rows) add(table, row);
    table.finish();
    return ExitCode::kDone;
  }

 private:
  static void add(TableWriter& table, const ActorRow& row) {
    const Actor& actor = row.actor;
    std::string aliases;
    for (const std::string& alias : actor.aliases) aliases += (aliases.empty() ? "" : "; ") + alias;
    table.add({cell(actor.id), cell(actor.name), static_cast<std::int64_t>(row.relations),
               cell(to_string(actor.kind)), cell(actor.country), cell(actor.code), cell(aliases)});
  }

  std::string pattern_;
  std::string kind_;
  std::string country_;
  std::size_t limit_ = 0;
  OutputOption output_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_actors_command() { return std::make_unique<ActorsCommand>(); }

}  // namespace entente
