#include "storage/repair.h"

#include <algorithm>
#include <set>
#include <utility>

#include "storage/article_writer.h"
#include "storage/rebuild.h"
#include "storage/records.h"
#include "storage/verify.h"

namespace entente {

namespace {

std::string words_for(Family family) {
  switch (family) {
    case Family::kArticleKey:
      return "the list of article ids was rebuilt from the articles";
    case Family::kActorKey:
      return "the list of actor ids was rebuilt from the actors";
    case Family::kMention:
      return "the mentions of actors were rebuilt from what the articles name";
    case Family::kAlias:
      return "the names of actors were rebuilt from their records";
    case Family::kOut:
      return "the index of what an actor did was rebuilt from the relations";
    case Family::kIn:
      return "the index of what was done to an actor was rebuilt from the relations";
    case Family::kPair:
      return "the index of pairs of actors was rebuilt from the relations";
    case Family::kTime:
      return "the index of days was rebuilt from the relations";
    case Family::kFingerprint:
      return "the fingerprints of articles were rebuilt from their texts";
    case Family::kCopies:
      return "the list of copies was rebuilt from the articles";
    case Family::kWaiting:
      return "the list of articles to be read was rebuilt from the articles";
    default:
      return {};
  }
}

bool is_derived(Family family) {
  return std::find(kDerivedFamilies.begin(), kDerivedFamilies.end(), family) !=
         kDerivedFamilies.end();
}

// Derived families that cannot be read to their end. kCorrupt if another family cannot.
Result<std::set<Family>> unreadable_families(const Database& database) {
  std::set<Family> families;
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    const auto family = static_cast<Family>(i);
    Cursor cursor = database.cursor(family, {});
    while (cursor.valid()) cursor.next();
    const Result<void> status = cursor.status();
    if (status.ok()) continue;
    if (const std::optional<Family> index = index_of_packed(family)) {
      families.insert(*index);
      continue;
    }
    if (!is_derived(family)) {
      Error error = status.error();
      error.message = std::string("what is in '") + kFamilyNames[i] +
                      "' cannot be made out of the rest: " + error.message;
      return error;
    }
    families.insert(family);
  }
  return families;
}

class Repairer {
 public:
  explicit Repairer(Database& database) : database_(database) {}

  Result<RepairReport> run();

 private:
  Result<void> rebuild(const std::set<Family>& families);
  Result<Diagnosis> diagnose() const { return diagnose_store(Records(database_)); }
  Result<void> correct_counts(const StoreCounts& counts);

  Database& database_;
  bool has_begun_ = false;
  RepairReport report_;
  std::set<Family> rebuilt_;
};

Result<RepairReport> Repairer::run() {
  const std::set<Family> all(kDerivedFamilies.begin(), kDerivedFamilies.end());
  Result<std::set<Family>> unreadable = unreadable_families(database_);
  if (!unreadable) return unreadable.error();
  if (database_.is_repair_unfinished()) *unreadable = all;
  if (const Result<void> done = rebuild(*unreadable); !done) return done.error();
  Result<Diagnosis> diagnosis = diagnose();
  if (diagnosis.ok() ? !diagnosis->suspects.empty() : rebuilt_ != all) {
    const Result<void> done = rebuild(diagnosis.ok() ? diagnosis->suspects : all);
    if (!done) return done.error();
    diagnosis = diagnose();
  }
  if (!diagnosis) return diagnosis.error();
  if (diagnosis->is_count_wrong) {
    if (const Result<void> done = correct_counts(diagnosis->counted); !done) return done.error();
    diagnosis = diagnose();
    if (!diagnosis) return diagnosis.error();
  }
  if (has_begun_) {
    if (const Result<void> done = database_.end_repair(); !done) return done.error();
  }
  report_.left = std::move(diagnosis->findings);
  return std::move(report_);
}

Result<void> Repairer::rebuild(const std::set<Family>& families) {
  if (families.empty()) return {};
  if (!has_begun_) {
    if (Result<void> done = database_.begin_repair(); !done) return done;
  }
  has_begun_ = true;
  if (Result<void> done = rebuild_families(database_, families); !done) return done;
  for (const Family family : families) {
    if (rebuilt_.insert(family).second) report_.done.push_back(words_for(family));
  }
  return {};
}

Result<void> Repairer::correct_counts(const StoreCounts& counts) {
  Batch batch;
  batch.put(Family::kMeta, kCountsName, encode_counts(counts));
  report_.done.emplace_back("the counts were corrected");
  return database_.write(batch);
}

}  // namespace

Result<RepairReport> repair_rocks_store(const std::string& path) {
  const Result<std::unique_ptr<Database>> database = Database::open_for_repair(path);
  if (!database) return database.error();
  return Repairer(**database).run();
}

}  // namespace entente
