#include "tools/read_stored.h"

#include <cstdio>

#include "ingest/pipeline.h"
#include "tools/article_intake.h"
#include "tools/data_folder.h"
#include "tools/interrupt.h"
#include "tools/progress.h"

namespace entente {

ExitCode read_stored(Store& store, const std::vector<std::string>& ids,
                     const ReadingOptions& options, const Console& console) {
  auto data = find_data_folder(options.data);
  if (!data.ok()) return console.fail(data.error());
  auto extractor = Extractor::create({*data});
  if (!extractor.ok()) return console.fail(extractor.error());
  ArticleIntake intake(store, *extractor, thread_count(options.threads));
  std::uint64_t read = 0;
  Progress progress(console, [&](const std::string&) {
    return ids.empty() ? std::nullopt
                       : std::optional(static_cast<double>(read) / static_cast<double>(ids.size()));
  });
  for (const std::string& id : ids) {
    if (is_interrupted() || !intake.take_stored(id)) break;
    progress.update(++read, 0, id);
  }
  if (!is_interrupted() && !intake.failure()) intake.take_waiting();
  intake.finish();
  progress.clear();
  if (intake.failure()) return console.fail(*intake.failure());
  if (auto synced = store.sync(); !synced.ok()) return console.fail(synced.error());
  const IntakeCounts counts = intake.counts();
  if (!options.quiet) {
    char time[32];
    std::snprintf(time, sizeof time, "%.1f s", progress.seconds());
    console.err << read + counts.caught_up << " articles read again; " << counts.relations
                << " relations; " << time << '\n';
    counts.cuts.summarize(console);
  }
  if (!is_interrupted()) return ExitCode::kDone;
  console.say("interrupted; run the same command again to go on");
  return ExitCode::kInterrupted;
}

}  // namespace entente
