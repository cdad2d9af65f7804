#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/article_writer.h"
#include "storage/bulk_chunk.h"
#include "storage/database.h"
#include "storage/intern_table.h"
#include "storage/sorted_file.h"

namespace entente {

// A dataset of loaded relations in a store.
struct Dataset {
  std::string name;
  std::uint32_t number = 0;
};

// Takes the chunks of a bulk load into the store, one after another, each in one step.
class ChunkWriter {
 public:
  // `database` must outlive the writer; nobody else writes to it meanwhile.
  ChunkWriter(Database& database, Dataset dataset, const Totals& totals, std::size_t threads);

  // Learns which articles of the dataset are stored; before the first write().
  Result<void> read_known_articles();
  // All of the chunk or, on any error or kill, nothing.
  Result<void> write(Chunk&& chunk);

  struct Written {
    std::uint64_t relations = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t keys = 0;
  };
  const Totals& totals() const { return totals_; }
  const Written& written() const { return written_; }

 private:
  // A document of the chunk with its number in the store.
  struct Place {
    std::uint32_t document = 0;
    ArticleNumber number{};
    std::uint32_t stored = 0;  // relations that it has already
    std::uint32_t added = 0;
    bool is_new = true;
  };
  struct Work;  // one chunk in work

  void set_article_id(const Chunk& chunk, std::uint32_t document, std::string& id) const;
  Result<void> place_documents(Work& work);
  Result<void> find_stored(Work& work);
  static void group_rows(Work& work);
  Result<void> drop_stored(Work& work);
  static void number_rows(Work& work);
  Result<void> write_files(Work& work);
  void write_events(const Work& work, SortedFile& out) const;
  void write_articles(const Work& work, SortedFile& out) const;
  void write_article_keys(const Work& work, SortedFile& out) const;
  void write_actors(const Work& work, Family family, SortedFile& out) const;
  void write_meta(const Work& work, SortedFile& out) const;
  void write_family(const Work& work, Family family, SortedFile& out) const;
  Totals totals_after(const Work& work) const;

  Database& database_;
  Dataset dataset_;
  Totals totals_;
  Written written_;
  std::size_t threads_;
  HashFilter known_articles_;
};

// The folder, inside of the store's, where files lie until they are adopted.
std::string load_folder(const std::string& store);

}  // namespace entente
