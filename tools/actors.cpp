#include <algorithm>
#include <string>

#include "core/unicode.h"
#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/store_access.h"

namespace entente {
namespace {

bool holds(const std::string& text, const std::string& folded) {
  return fold_for_matching(text).find(folded) != std::string::npos;
}

class ActorsCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"actors", "List the actors of a store",
            "entente actors --db store\n"
            "entente actors erdogan --db store        # any part of a name, an alias or an id\n"
            "entente actors --kind person --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("PATTERN", pattern_, "letters that the name, an alias or the id holds");
    options.add("--kind", kind_, "person, state, organization, group, place or unknown");
    options.add("--country", country_, "ISO 3166 code with three letters: CHN");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    const auto kind = parse_actor_kind(kind_);
    if (!kind_.empty() && !kind) {
      return console.fail(
          {Error::Code::kUsage, "'" + kind_ +
                                    "' is no kind of actor; use person, state, organization, "
                                    "group, place or unknown"});
    }
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto actors = (*store)->actors();
    if (!actors.ok()) return console.fail(actors.error());
    TableWriter table(console, *format,
                      {{"id"}, {"name"}, {"kind"}, {"country"}, {"code"}, {"aliases"}});
    const std::string folded = fold_for_matching(pattern_);
    for (const Actor& actor : *actors) {
      if (kind && actor.kind != *kind) continue;
      if (!country_.empty() && actor.country != country_) continue;
      if (matches_pattern(actor, folded)) add(table, actor);
    }
    table.finish();
    return ExitCode::kDone;
  }

 private:
  static bool matches_pattern(const Actor& actor, const std::string& folded) {
    return folded.empty() || holds(actor.id, folded) || holds(actor.name, folded) ||
           std::any_of(actor.aliases.begin(), actor.aliases.end(),
                       [&](const std::string& alias) { return holds(alias, folded); });
  }

  static void add(TableWriter& table, const Actor& actor) {
    std::string aliases;
    for (const std::string& alias : actor.aliases) aliases += (aliases.empty() ? "" : "; ") + alias;
    table.add({cell(actor.id), cell(actor.name), cell(to_string(actor.kind)), cell(actor.country),
               cell(actor.code), cell(aliases)});
  }

  std::string pattern_;
  std::string kind_;
  std::string country_;
  OutputOption output_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_actors_command() { return std::make_unique<ActorsCommand>(); }

}  // namespace entente
