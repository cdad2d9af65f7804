#include "query/record_loader.h"
#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/relation_rows.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class RelationsCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"relations", "List relations: who did what to whom, when, according to which article",
            "entente relations --db store --subject 'Vladimir Putin' --evidence\n"
            "entente relations --db store --type ACCUSE,THREATEN --from 2022-09 --format csv"};
  }

  void declare(OptionTable& options) override {
    selection_.declare_ends(options);
    selection_.declare_kinds(options);
    selection_.declare_rest(options);
    options.add_flag("--evidence", evidence_, "show the sentence of each relation and its article");
    options.add("--limit", limit_, "stop after this many relations (0 = all)");
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

    RelationRows rows(console, *format, evidence_ ? Detail::kEvidence : Detail::kNone);
    if (!selection->is_empty) {
      auto done =
          RecordLoader(**store).scan(selection->criteria, [&](const RelationRecord& record) {
            rows.add(record);
            return limit_ == 0 || rows.count() < limit_;
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
  bool evidence_ = false;
  std::size_t limit_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_relations_command() { return std::make_unique<RelationsCommand>(); }

}  // namespace entente
