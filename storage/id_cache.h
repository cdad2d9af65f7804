#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/result.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace entente {

// The ids that the numbers of one store stand for, read once and remembered: a number never gets
// another id, so what is remembered holds for every snapshot. Bounded; forgets all when full.
// Thread rule: any number of threads.
class IdCache {
 public:
  // Ids in the order asked for. Numbers may repeat.
  Result<std::vector<std::string>> articles(const Records& records,
                                            const std::vector<ArticleNumber>& numbers);
  Result<std::string> actor(const Records& records, ActorNumber number);

 private:
  std::mutex mutex_;
  std::unordered_map<ArticleNumber, std::string> articles_;  // guarded by mutex_
  std::unordered_map<ActorNumber, std::string> actors_;      // guarded by mutex_
};

}  // namespace entente
