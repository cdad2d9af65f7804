#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/selection.h"
#include "tools/store_access.h"

namespace entente {
namespace {

struct Standing {
  Actor actor;
  std::int64_t out = 0;
  std::int64_t in = 0;
  std::set<std::string> partners;
  std::set<std::string> articles;
};

class TopCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"top", "List the actors with the most relations",
            "entente top --db store\n"
            "entente top --limit 50 --type ACCUSE --from 2022 --format csv --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("--limit", limit_, "this many actors (default 20; 0 = all)");
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
    std::map<std::string, Standing> by_id;
    auto done = RecordReader(**store).scan(selection->filter, [&](const RelationRecord& record) {
      if (selection->admits(record)) count(record, by_id);
      return true;
    });
    if (!done.ok()) return console.fail(done.error());
    write(console, *format, by_id);
    return ExitCode::kDone;
  }

 private:
  static void count(const RelationRecord& record, std::map<std::string, Standing>& by_id) {
    Standing& subject = by_id[record.subject.id];
    subject.actor = record.subject;
    ++subject.out;
    subject.partners.insert(record.object.id);
    subject.articles.insert(record.article);
    Standing& object = by_id[record.object.id];
    object.actor = record.object;
    ++object.in;
    object.partners.insert(record.subject.id);
    object.articles.insert(record.article);
  }

  void write(const Console& console, OutputFormat format,
             const std::map<std::string, Standing>& by_id) const {
    std::vector<const Standing*> sorted;
    for (const auto& [id, standing] : by_id) sorted.push_back(&standing);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Standing* a, const Standing* b) {
      return a->out + a->in > b->out + b->in;
    });
    if (limit_ > 0 && sorted.size() > limit_) sorted.resize(limit_);
    TableWriter table(console, format,
                      {{"actor"}, {"id"}, {"out"}, {"in"}, {"partners"}, {"articles"}});
    for (const Standing* standing : sorted) {
      table.add({cell(standing->actor.name), cell(standing->actor.id), standing->out, standing->in,
                 static_cast<std::int64_t>(standing->partners.size()),
                 static_cast<std::int64_t>(standing->articles.size())});
    }
    table.finish();
  }

  SelectionOptions selection_;
  OutputOption output_;
  StoreOption store_;
  std::size_t limit_ = 20;
};

}  // namespace

std::unique_ptr<Command> make_top_command() { return std::make_unique<TopCommand>(); }

}  // namespace entente
