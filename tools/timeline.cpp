#include <string>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class TimelineCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"timeline", "List what an actor did and suffered, or what passed between two, by date",
            "entente timeline Iran --from 2022-09 --db store\n"
            "entente timeline 'Vladimir Putin' 'Xi Jinping' --evidence --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("A", selection_.actor, "an actor's name or id");
    options.add("B", other_, "only what passed between A and this actor");
    selection_.declare_kinds(options);
    selection_.declare_rest(options);
    options.add_flag("--evidence", evidence_, "show the sentence of each relation and its article");
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
    std::string other;
    if (!other_.empty()) {
      auto actor = find_one_actor(**store, other_, console);
      if (!actor.ok()) return console.fail(actor.error());
      if (!actor->has_value()) selection->is_empty = true;
      if (actor->has_value()) other = (*actor)->id;
    }
    RelationRows rows(console, *format, evidence_ ? Detail::kEvidence : Detail::kNone);
    if (!selection->is_empty) {
      auto done = RecordReader(**store).scan(selection->filter, [&](const RelationRecord& record) {
        const bool is_between =
            other.empty() || record.subject.id == other || record.object.id == other;
        if (is_between && selection->admits(record)) rows.add(record);
        return true;
      });
      if (!done.ok()) return console.fail(done.error());
    }
    rows.finish();
    return ExitCode::kDone;
  }

 private:
  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::string other_;
  bool evidence_ = false;
};

}  // namespace

std::unique_ptr<Command> make_timeline_command() { return std::make_unique<TimelineCommand>(); }

}  // namespace entente
