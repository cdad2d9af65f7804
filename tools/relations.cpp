#include <optional>
#include <string>

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
            "entente relations --db store --type ACCUSE,THREATEN --from 2022-09 --format csv\n"
            "entente relations --db store --group --evidence --type SANCTION"};
  }

  void declare(OptionTable& options) override {
    selection_.declare_ends(options);
    selection_.declare_kinds(options);
    selection_.declare_rest(options);
    selection_.declare_group(options);
    options.add_flag(
        "--evidence", evidence_,
        "show the sentence of each relation and its article; with --group every report "
        "of an event");
    options.add("--limit", limit_, "stop after this many relations, or events (0 = all)");
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

    const bool is_listing_reports = selection_.group && evidence_;
    const EventColumns events = is_listing_reports ? EventColumns::kNumber
                                : selection_.group ? EventColumns::kSupport
                                                   : EventColumns::kNone;
    RelationRows rows(console, *format, evidence_ ? Detail::kEvidence : Detail::kNone, events);
    if (!selection->is_empty) {
      auto done = is_listing_reports ? list_reports(**store, selection->criteria, rows)
                                     : list(**store, selection->criteria, rows);
      if (!done.ok()) return console.fail(done.error());
    }
    rows.finish();
    return ExitCode::kDone;
  }

 private:
  Result<void> list(const Store& store, const Criteria& criteria, RelationRows& rows) const {
    OtherPrinters printers(store);
    std::optional<Error> failure;
    auto done = RecordLoader(store).scan(criteria, [&](const EdgeRecord& record) {
      RowExtras extras;
      if (evidence_) {
        auto others = printers.of(record.article);
        if (!others.ok()) failure = others.error();
        if (others.ok()) extras.also_in = *others;
      }
      rows.add(record, extras);
      return !failure && (limit_ == 0 || rows.count() < limit_);
    });
    return failure ? Result<void>(*failure) : done;
  }

  // Every report as it stands, under the number of its event.
  Result<void> list_reports(const Store& store, const Criteria& criteria,
                            RelationRows& rows) const {
    RecordLoader loader(store);
    OtherPrinters printers(store);
    auto groups = loader.gather(criteria);
    if (!groups.ok()) return groups.error();
    std::size_t number = 0;
    for (const EventGroup& event : groups->events()) {
      ++number;
      for (const ReportKey& key : groups->reports_of(event)) {
        auto stored = read_report(store, key);
        if (!stored.ok()) return stored.error();
        const auto record = loader.load(*stored);
        if (!record.ok()) return record.error();
        const auto others = printers.of(key.article);
        if (!others.ok()) return others.error();
        rows.add(*record, {number, *others});
      }
      if (number == limit_) break;
    }
    return {};
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  bool evidence_ = false;
  std::size_t limit_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_relations_command() { return std::make_unique<RelationsCommand>(); }

}  // namespace entente
