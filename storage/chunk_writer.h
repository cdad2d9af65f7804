#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/article_writer.h"
#include "storage/bulk_chunk.h"
#include "storage/bulk_load.h"
#include "storage/chunk_index.h"
#include "storage/database.h"
#include "storage/event_block.h"
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
  ChunkWriter(Database& database, Dataset dataset, const Totals& totals,
              const LoadOptions& options);

  ~ChunkWriter();

  // Learns what is stored already; before the first write().
  Result<void> prepare();
  // All of the chunk or, on any error or kill, nothing.
  Result<void> write(Chunk& chunk);

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
    // Its relations stand alone: a program of before format 3 loaded it.
    bool is_single = false;
  };
  struct Work;  // one chunk in work

  void set_article_id(const Chunk& chunk, std::uint32_t document, std::string& id) const;
  Result<void> place_documents(Work& work);
  Result<void> find_stored(Work& work);
  static void group_rows(Work& work);
  Result<void> drop_stored(Work& work);
  static void number_rows(Work& work);
  void number_chunk(Work& work) const;
  Result<void> write_files(Work& work);
  void write_articles(const Work& work, SortedFile& out) const;
  void write_article_keys(const Work& work, SortedFile& out) const;
  void write_actors(const Work& work, Family family, SortedFile& out) const;
  void write_meta(const Work& work, SortedFile& out) const;
  void write_family(const Work& work, Family family, IndexWriter& indexes, SortedFile& out) const;
  Totals totals_after(const Work& work) const;

  Database& database_;
  Dataset dataset_;
  Totals totals_;
  Written written_;
  std::size_t least_packed_;  // rows of a chunk whose index entries are packed
  std::uint64_t next_chunk_ = 0;
  std::vector<std::unique_ptr<IndexWriter>> indexes_;  // of each thread
  std::vector<EventKey> events_;                       // memory of write()
  HashFilter known_articles_;
};

// The folder, inside of the store's, where files lie until they are adopted.
std::string load_folder(const std::string& store);

}  // namespace entente
