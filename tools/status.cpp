#include <string>

#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/store_access.h"

namespace entente {
namespace {

std::string period(const std::optional<Date>& first, const std::optional<Date>& last) {
  if (!first || !last) return {};
  return to_string(*first) + " to " + to_string(*last);
}

class StatusCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"status", "Say what is in a store",
            "entente status --db store\n"
            "entente status --db store --format json"};
  }

  void declare(OptionTable& options) override {
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    auto counts = (*store)->counts();
    if (!counts.ok()) return console.fail(counts.error());
    auto info = (*store)->info();
    if (!info.ok()) return console.fail(info.error());
    TableWriter table(console, *format, {{"fact"}, {"value"}});
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    table.add({cell("articles"), number(counts->articles)});
    table.add({cell("articles that are copies"), number(info->exact_copies + info->near_copies)});
    table.add({cell("articles that are older versions"), number(info->older_versions)});
    if (info->waiting > 0) {
      table.add(
          {cell("articles not read yet (entente reextract --changed)"), number(info->waiting)});
    }
    table.add({cell("sources"), number(info->sources)});
    table.add({cell("sentences"), number(counts->sentences)});
    table.add({cell("actors"), number(counts->actors)});
    table.add({cell("relations"), number(counts->relations)});
    table.add(
        {cell("articles published"), cell(period(info->first_published, info->last_published))});
    table.add({cell("relations dated"), cell(period(info->first_event, info->last_event))});
    table.add({cell("bytes on disk"), number(info->bytes_on_disk)});
    table.add({cell("format version"), number(info->format_version)});
    for (const StoreInfo::Extractor& extractor : info->extractors) {
      const std::string what = is_loaded(extractor.version)
                                   ? "reports loaded from " + loaded_dataset(extractor.version)
                                   : "articles read by extractor " + extractor.version;
      table.add({cell(what), number(extractor.articles)});
    }
    table.finish();
    return ExitCode::kDone;
  }

 private:
  OutputOption output_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_status_command() { return std::make_unique<StatusCommand>(); }

}  // namespace entente
