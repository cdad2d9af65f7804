#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/result.h"
#include "ingest/pipeline.h"
#include "ingest/reader/reader.h"
#include "storage/store.h"
#include "tools/ordered_extraction.h"
#include "tools/skip_report.h"

namespace entente {

// What became of the articles of a run.
struct IntakeCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t copies = 0;      // printings of articles that are there
  std::uint64_t older = 0;       // versions older than what is there
  std::uint64_t successors = 0;  // fuller or newer printings that lead from now on
  std::uint64_t caught_up = 0;   // stored by an earlier run and read by this one
  std::uint64_t relations = 0;   // found, also where a later printing took the lead
  std::uint64_t odd = 0;         // articles with notes
  CutCount cuts;                 // in the articles that were read
};

// Takes articles one by one: leaves alone what is stored, stores copies as such, reads the rest
// with several threads and puts what is found into the store in the order of the input. What comes
// out does not depend on the number of threads: an article is admitted before the next one is
// looked at, and its relations follow.
class ArticleIntake {
 public:
  ArticleIntake(Store& store, const Extractor& extractor, std::size_t threads);

  // False after a failure of the store, which ends the run.
  bool take(const ReadArticle& read);
  // Reads articles that the store has and that nobody read yet: left behind by a killed run, or in
  // the place of one that was deleted. False after a failure.
  bool take_waiting();
  // Reads an article of the store again; as take_waiting().
  bool take_stored(const std::string& id);

  // Waits for the articles in hand.
  void finish() { extraction_.finish(); }

  // After finish() only.
  IntakeCounts counts() const;
  const std::optional<Error>& failure() const { return failure_; }

 private:
  enum class Standing { kSettled, kToRead };

  bool stop(const Error& error);
  void put(const ArticleRelations& found);  // on the extraction's thread
  // On the extraction's thread. A later printing may have made the article its copy meanwhile: then
  // it has no relations, as if it had been read in time.
  Result<void> put_unless_copy(const ArticleRelations& found);
  Result<Admission> admit_alone(const Article& article);  // not while an article is put
  Result<Standing> admit(const ReadArticle& read, Article& article);
  // An id for an article that brought none and has the text of another, printed elsewhere.
  Result<void> tell_apart(Article& article) const;

  Store& store_;
  std::string version_;
  IntakeCounts counts_;                     // of the reading thread
  IntakeCounts put_counts_;                 // of the extraction's thread
  std::mutex writing_;                      // an article may become a copy while it is read
  std::unordered_set<std::uint64_t> seen_;  // hashes of the ids of this run, the last so many
  std::atomic<bool> has_failed_ = false;
  std::optional<Error> failure_;  // written before has_failed_, read after
  OrderedExtraction extraction_;  // last: its threads use the rest
};

}  // namespace entente
