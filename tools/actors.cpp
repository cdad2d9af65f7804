#include <string>
#include <vector>

#include "query/find_actor.h"
#include "tools/actor_decisions.h"
#include "tools/actor_members.h"
#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class ActorsCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {
        "actors", "List the actors of a store, and decide who is who",
        "entente actors --db store\n"
        "entente actors erdogan --db store        # any part of a name, an alias or an id\n"
        "entente actors --kind person --format csv --db store\n"
        "entente actors members NATO              # its states; members FRA: what France is in\n"
        "entente actors merge unknown:sergey-ivanov-rus person:sergei-ivanov --db store\n"
        "entente actors split unknown:john-smith --article a7 --db store  # another John Smith\n"
        "entente actors log --db store            # decisions so far\n"
        "entente actors undo 2 --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("PATTERN", words_,
                "letters that the name, an alias or the id holds; * and ? too. Or a decision: "
                "merge ACTOR INTO-ACTOR, split ACTOR, undo NUMBER, log. Or members NAME: who "
                "belongs to an organisation, or to what a state belongs (needs no store)");
    options.add("--kind", kind_, "person, state, organization, group, place or unknown");
    options.add("--country", country_, "ISO 3166 code with three letters: CHN");
    options.add("--limit", limit_, "this many actors (0 = all)");
    options.add("--article", article_, "with split: only the mentions in this article");
    options.add("--as", into_,
                "with split --article: the actor whom they mean (default: a new one)");
    options.add("--data", data_, "with members: the folder with the table of actors");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    if (is_members_question(words_)) return print_members({words_, data_, output_.format}, console);
    if (is_decision(words_)) {
      return run_decision({words_, article_, into_, output_.format}, store_, console);
    }
    return list(console);
  }

 private:
  ExitCode list(const Console& console) const {
    if (words_.size() > 1 || !article_.empty() || !into_.empty()) {
      return console.fail(Error{Error::Code::kUsage,
                                "'" + (words_.empty() ? std::string("--article") : words_.back()) +
                                    "' is too much for a list of actors; give one pattern, or "
                                    "start with merge, split, undo or log"});
    }
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto kind = parse_kind(kind_);
    if (!kind.ok()) return console.fail(kind.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    ActorListOptions options;
    if (!words_.empty()) options.pattern = words_.front();
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

  static void add(TableWriter& table, const ActorRow& row) {
    const Actor& actor = row.actor;
    std::string aliases;
    for (const std::string& alias : actor.aliases) aliases += (aliases.empty() ? "" : "; ") + alias;
    table.add({cell(actor.id), cell(actor.name), static_cast<std::int64_t>(row.relations),
               cell(to_string(actor.kind)), cell(actor.country), cell(actor.code), cell(aliases)});
  }

  std::vector<std::string> words_;
  std::string article_;
  std::string into_;
  std::string kind_;
  std::string country_;
  std::string data_;
  std::size_t limit_ = 0;
  OutputOption output_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_actors_command() { return std::make_unique<ActorsCommand>(); }

}  // namespace entente
