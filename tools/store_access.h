#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/result.h"
#include "graph/export/record.h"
#include "storage/store.h"
#include "tools/option_table.h"

namespace entente {

// The option --db, which every command on a store takes.
struct StoreOption {
  std::string folder;

  void declare(OptionTable& options);
  // Opens the store that --db or $ENTENTE_DB names. Fails with kUsage if neither does.
  Result<std::unique_ptr<Store>> open(OpenMode mode) const;
};

// Reads relations together with their actors and their article, and remembers the last ones.
class RecordReader {
 public:
  // `store` must outlive the reader.
  explicit RecordReader(const Store& store) : store_(store) {}

  // Visits the records whose relations match, in the order of Store::scan; false stops early.
  // Fails as the store does, and with kCorrupt if a relation's article or actor is missing.
  Result<void> scan(const RelationFilter& filter,
                    const std::function<bool(const RelationRecord&)>& visit);

  // An actor of the store; one that is not there has its id as its name.
  Result<Actor> actor(const std::string& id);

 private:
  Result<RelationRecord> record(const StoredRelation& stored);
  Result<const Article*> article(const std::string& id);

  const Store& store_;
  std::unordered_map<std::string, Actor> actors_;
  std::unordered_map<std::string, Article> articles_;
};

}  // namespace entente
