#include "storage/chunk_writer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "storage/bulk_order.h"
#include "storage/chunk_events.h"
#include "storage/content.h"
#include "storage/event_block.h"
#include "storage/event_cursor.h"
#include "storage/records.h"
#include "storage/values.h"

namespace entente {

namespace {

namespace fs = std::filesystem;

// The families that a chunk writes, the long ones first, so that threads end together.
constexpr std::array kFamiliesOfAChunk = {
    Family::kOut,      Family::kIn,         Family::kPair,  Family::kEvent,   Family::kTime,
    Family::kArticle,  Family::kArticleKey, Family::kAlias, Family::kVariant, Family::kMention,
    Family::kActorKey, Family::kActor,      Family::kMeta};

// Chunks of fewer rows than this part of a full one have single index entries, which RocksDB
// merges: every chunk with packed ones costs each question a seek.
constexpr std::size_t kLeastPart = 16;

}  // namespace

struct ChunkWriter::Work {
  Chunk& chunk;
  std::vector<Place> places;  // in the order of their numbers
  // Of the rows; apart from them, so that four fit into one line of the cache.
  std::vector<EventKey>& events;
  std::optional<IndexPacking> packing;
  std::map<std::uint32_t, EventBlock> begun;  // by place: blocks that have room for more
  std::optional<ChunkNumber> number;          // if the index entries are packed
  std::vector<std::uint64_t> id_hashes;       // of the documents
  std::uint64_t new_articles = 0;
  std::uint64_t new_actors = 0;
  std::uint64_t dropped = 0;

  Work(Chunk& taken, std::vector<EventKey>& event_keys) : chunk(taken), events(event_keys) {}
};

std::string load_folder(const std::string& store) { return store + "/load"; }

ChunkWriter::ChunkWriter(Database& database, Dataset dataset, const Totals& totals,
                         const LoadOptions& options)
    : database_(database),
      dataset_(std::move(dataset)),
      totals_(totals),
      least_packed_(std::max<std::size_t>(options.rows_at_once / kLeastPart, 1)) {
  const std::size_t threads = std::max<std::size_t>(options.threads, 1);
  for (std::size_t i = 0; i < threads; ++i) indexes_.push_back(std::make_unique<IndexWriter>());
}

ChunkWriter::~ChunkWriter() = default;

void ChunkWriter::set_article_id(const Chunk& chunk, std::uint32_t document,
                                 std::string& id) const {
  id = dataset_.name;
  id += ':';
  id += chunk.document_ids.text(document);
}

Result<void> ChunkWriter::prepare() {
  const Result<std::uint64_t> next = Records(database_).meta_number(kNextChunkName);
  if (!next) return next.error();
  next_chunk_ = *next;
  Cursor cursor = database_.cursor(Family::kArticleKey, prefix_range(dataset_.name + ":"));
  for (; cursor.valid(); cursor.next()) known_articles_.add(hash_bytes(cursor.key()));
  return cursor.status();
}

// Those documents of the chunk that are stored already, by their numbers, then the new ones.
Result<void> ChunkWriter::place_documents(Work& work) {
  const auto count = static_cast<std::uint32_t>(work.chunk.documents.size());
  std::vector<std::uint32_t> maybe;
  std::vector<std::string> ids;
  std::string id;
  work.id_hashes.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    set_article_id(work.chunk, i, id);
    work.id_hashes.push_back(hash_bytes(id));
    if (!known_articles_.may_contain(work.id_hashes.back())) continue;
    maybe.push_back(i);
    ids.push_back(id);
  }
  const auto numbers = database_.get_many(Family::kArticleKey, ids);
  if (!numbers) return numbers.error();
  std::vector<bool> is_stored(count);
  const Records records(database_);
  for (std::size_t i = 0; i < maybe.size(); ++i) {
    if (!(*numbers)[i]) continue;
    const std::optional<std::uint64_t> number = decode_number(*(*numbers)[i]);
    if (!number) return records.corrupt("the number of article '" + ids[i] + "' is unreadable");
    is_stored[maybe[i]] = true;
    work.places.push_back({maybe[i], ArticleNumber{*number}, 0, 0, false});
  }
  std::sort(work.places.begin(), work.places.end(),
            [](const Place& a, const Place& b) { return a.number < b.number; });
  std::uint64_t next = totals_.next_article;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!is_stored[i]) work.places.push_back({i, ArticleNumber{next++}, 0, 0, true});
  }
  work.new_articles = next - totals_.next_article;
  return find_stored(work);
}

Result<void> ChunkWriter::find_stored(Work& work) {
  const Records records(database_);
  for (std::uint32_t i = 0; i < work.places.size() && !work.places[i].is_new; ++i) {
    Place& place = work.places[i];
    const Result<ArticleRecord> record = records.article(place.number);
    if (!record) return record.error();
    if (record->extractor_version != loaded_version(dataset_.name)) {
      return Error{Error::Code::kBadInput,
                   "article '" + record->article.id +
                       "' is stored already and was not loaded; load the table under another "
                       "name with --source"};
    }
    place.stored = record->relations;
    if (place.stored == 0) continue;
    const std::uint32_t last = (place.stored - 1) / kEventsInBlock;
    const auto value = database_.get(Family::kEvent, event_block_key(place.number, last));
    if (!value) return value.error();
    place.is_single = !value->has_value();
    if (place.is_single || place.stored % kEventsInBlock == 0) continue;
    std::optional<EventBlock> block = decode_event_block(**value);
    if (!block) return records.corrupt("relations are unreadable");
    work.begun.emplace(i, std::move(*block));
  }
  return {};
}

// Brings the rows of each document together, in the order of the places; `document` of a row
// becomes its place.
void ChunkWriter::group_rows(Work& work) {
  std::vector<std::uint32_t> place_of(work.places.size());
  for (std::size_t i = 0; i < work.places.size(); ++i) {
    place_of[work.places[i].document] = static_cast<std::uint32_t>(i);
  }
  std::vector<ChunkRow>& rows = work.chunk.rows;
  bool is_grouped = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].document = place_of[rows[i].document];
    is_grouped = is_grouped && (i == 0 || rows[i - 1].document <= rows[i].document);
  }
  if (is_grouped) return;
  std::vector<std::uint32_t> begin(work.places.size() + 1);
  for (const ChunkRow& row : rows) ++begin[row.document + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<ChunkRow> grouped(rows.size());
  for (const ChunkRow& row : rows) grouped[begin[row.document]++] = row;
  rows.swap(grouped);
}

// Takes out the rows that their stored article holds already; a row that stands in the table twice
// may be stored twice.
Result<void> ChunkWriter::drop_stored(Work& work) {
  std::vector<ChunkRow>& rows = work.chunk.rows;
  std::size_t kept = 0;
  std::string value;
  for (std::size_t i = 0; i < rows.size();) {
    const std::uint32_t document = rows[i].document;
    const Place& place = work.places[document];
    if (place.is_new) {  // so are all that follow
      if (kept != i)
        std::move(rows.begin() + static_cast<std::ptrdiff_t>(i), rows.end(),
                  rows.begin() + static_cast<std::ptrdiff_t>(kept));
      kept += rows.size() - i;
      break;
    }
    std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> stored;
    const Records records(database_);
    EventCursor cursor(records, place.number);
    for (; cursor.valid(); cursor.next()) {
      const auto& [ends, relation] = cursor.record();
      ++stored[{cursor.key().sentence, encode_relation(ends, relation)}];
    }
    if (Result<void> status = cursor.status(); !status) return status;
    for (; i < rows.size() && rows[i].document == document; ++i) {
      encode_row(work.chunk, rows[i], value);
      const auto same = stored.find({rows[i].sentence, value});
      if (same != stored.end() && same->second > 0) {
        --same->second;
        ++work.dropped;
      } else {
        rows[kept++] = rows[i];
      }
    }
  }
  rows.resize(kept);
  return {};
}

// Numbers the relations of each article in the order of the table and sorts them by their keys.
void ChunkWriter::number_rows(Work& work) {
  std::vector<ChunkRow>& rows = work.chunk.rows;
  work.events.resize(rows.size());
  std::vector<std::pair<std::uint32_t, ChunkRow>> one;  // ordinal, row
  for (std::size_t begin = 0; begin < rows.size();) {
    Place& place = work.places[rows[begin].document];
    std::size_t end = begin;
    bool is_ordered = true;
    for (; end < rows.size() && rows[end].document == rows[begin].document; ++end) {
      const std::uint32_t ordinal = place.stored + place.added++;
      rows[end].is_in_block = !place.is_single;
      work.events[end] = {place.number, rows[end].sentence, ordinal};
      is_ordered = is_ordered && (end == begin || rows[end - 1].sentence <= rows[end].sentence);
    }
    if (is_ordered) {
      begin = end;
      continue;
    }
    one.clear();
    for (std::size_t i = begin; i < end; ++i) one.emplace_back(work.events[i].ordinal, rows[i]);
    std::stable_sort(one.begin(), one.end(), [](const auto& a, const auto& b) {
      return a.second.sentence < b.second.sentence;
    });
    for (std::size_t i = begin; i < end; ++i) {
      const auto& [ordinal, row] = one[i - begin];
      rows[i] = row;
      work.events[i] = {place.number, row.sentence, ordinal};
    }
    begin = end;
  }
}

// Whether the index entries are packed. Single relations do not say in which chunk theirs are.
void ChunkWriter::number_chunk(Work& work) const {
  if (work.chunk.rows.size() < least_packed_) return;
  if (next_chunk_ > std::numeric_limits<std::uint32_t>::max() - 1) return;
  const auto is_single = [](const Place& place) { return place.is_single && place.added > 0; };
  if (std::any_of(work.places.begin(), work.places.end(), is_single)) return;
  work.number = ChunkNumber{static_cast<std::uint32_t>(next_chunk_)};
}

namespace {

// The first bytes as a number in their order.
std::uint64_t start_of(std::string_view text) {
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < sizeof start; ++i) {
    start = start << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  }
  return start;
}

using Entries = std::vector<std::pair<std::string, std::string>>;

// In the order of keys, each once.
void write_sorted(Entries&& entries, SortedFile& out) {
  std::sort(entries.begin(), entries.end());
  const std::string* last = nullptr;
  for (const auto& [key, value] : entries) {
    if (last == nullptr || *last != key) out.add(key, value);
    last = &key;
  }
}

}  // namespace

void ChunkWriter::write_articles(const Work& work, SortedFile& out) const {
  ArticleRecord record;
  record.extractor_version = loaded_version(dataset_.name);
  record.article.source = dataset_.name;
  for (const Place& place : work.places) {
    if (!place.is_new && place.added == 0) continue;
    const ChunkDocument& document = work.chunk.documents[place.document];
    set_article_id(work.chunk, place.document, record.article.id);
    record.article.url.assign(work.chunk.urls, document.url_begin, document.url_size);
    record.article.published = date_of(document.published);
    record.relations = place.stored + place.added;
    record.hash = content_hash(record.article);
    out.add(article_key(place.number), encode_article(record));
  }
}

void ChunkWriter::write_article_keys(const Work& work, SortedFile& out) const {
  struct Fresh {
    std::uint64_t start = 0;  // of the id: decides most comparisons
    std::string_view id;
    ArticleNumber number{};
  };
  std::vector<Fresh> fresh;
  fresh.reserve(work.places.size());
  for (const Place& place : work.places) {
    if (!place.is_new) continue;
    const std::string_view id = work.chunk.document_ids.text(place.document);
    fresh.push_back({start_of(id), id, place.number});
  }
  std::sort(fresh.begin(), fresh.end(), [](const Fresh& a, const Fresh& b) {
    return a.start != b.start ? a.start < b.start : a.id < b.id;
  });
  std::string key = dataset_.name + ':';
  const std::size_t prefix = key.size();
  for (const Fresh& article : fresh) {
    key.resize(prefix);
    key.append(article.id);
    out.add(key, encode_number(static_cast<std::uint64_t>(article.number)));
  }
}

void ChunkWriter::write_actors(const Work& work, Family family, SortedFile& out) const {
  Entries entries;
  for (const ChunkActor& actor : work.chunk.actors) {
    if (family == Family::kActorKey || family == Family::kActor) {
      if (!actor.is_new) continue;
      std::string number = actor_key(actor.number);
      if (family == Family::kActor) {
        entries.emplace_back(std::move(number), actor.record.id);
      } else {
        entries.emplace_back(actor.record.id, std::move(number));
      }
      continue;
    }
    std::string value = encode_actor(actor.record);
    const VariantHash variant = variant_hash(value);
    if (family == Family::kVariant) {
      entries.emplace_back(variant_key(actor.number, variant), std::move(value));
    } else if (family == Family::kMention) {
      entries.emplace_back(mention_key(actor.number, variant, dataset_mention(dataset_.number)),
                           std::string());
    } else {
      for (const std::string& name : folded_names(actor.record)) {
        entries.emplace_back(alias_key(name, actor.number, variant), std::string());
      }
    }
  }
  write_sorted(std::move(entries), out);
}

Totals ChunkWriter::totals_after(const Work& work) const {
  Totals totals = totals_;
  totals.counts.articles += work.new_articles;
  totals.counts.actors += work.new_actors;
  totals.counts.relations += work.chunk.rows.size();
  totals.next_article += work.new_articles;
  totals.next_actor = std::max(totals.next_actor, work.chunk.next_actor);
  return totals;
}

void ChunkWriter::write_meta(const Work& work, SortedFile& out) const {
  const Totals totals = totals_after(work);
  Entries entries = work.chunk.positions;
  entries.emplace_back(kCountsName, encode_counts(totals.counts));
  entries.emplace_back(kNextArticleName, encode_number(totals.next_article));
  entries.emplace_back(kNextActorName, encode_number(totals.next_actor));
  entries.emplace_back(dataset_key(dataset_.name), encode_number(dataset_.number));
  if (work.number) {
    entries.emplace_back(chunk_key(*work.number), encode_chunk({work.chunk.rows.size(), 0, 0}));
    entries.emplace_back(kNextChunkName, encode_number(next_chunk_ + 1));
  }
  write_sorted(std::move(entries), out);
}

void ChunkWriter::write_family(const Work& work, Family family, IndexWriter& indexes,
                               SortedFile& out) const {
  switch (family) {
    case Family::kOut:
    case Family::kIn:
    case Family::kPair:
    case Family::kTime:
      return indexes.write({family, work.number, *work.packing, work.chunk.rows, work.events}, out);
    case Family::kEvent:
      return write_events({work.chunk, work.events, work.begun, work.number}, out);
    case Family::kArticle:
      return write_articles(work, out);
    case Family::kArticleKey:
      return write_article_keys(work, out);
    case Family::kMeta:
      return write_meta(work, out);
    default:
      return write_actors(work, family, out);
  }
}

// Every family into a file of its own, several at a time; then all files into the store at once.
Result<void> ChunkWriter::write_files(Work& work) {
  const std::string folder = load_folder(database_.path());
  std::error_code failure;
  fs::remove_all(folder, failure);
  fs::create_directory(folder, failure);
  if (failure) {
    return Error{Error::Code::kIo, "folder '" + folder + "' cannot be made: " + failure.message()};
  }
  std::mutex mutex;
  std::optional<Error> error;              // guarded by mutex
  std::vector<Database::Adopted> adopted;  // guarded by mutex
  std::uint64_t keys = 0;                  // guarded by mutex
  std::atomic<std::size_t> next = 0;
  const auto write_next = [&](IndexWriter& indexes) {
    for (std::size_t i = next++; i < kFamiliesOfAChunk.size(); i = next++) {
      const Family family = kFamiliesOfAChunk[i];
      const bool is_packed = work.number && is_index(family);
      const Family target = is_packed ? packed_family(family) : family;
      const std::string name = kFamilyNames[static_cast<std::size_t>(target)];
      Result<SortedFile> file = SortedFile::create(target, fs::path(folder) / (name + ".sst"));
      Result<void> done = file.ok() ? Result<void>{} : file.error();
      if (done.ok()) write_family(work, family, indexes, *file);
      if (done.ok() && file->entries() > 0) done = file->finish();
      const std::lock_guard lock(mutex);
      if (!done.ok()) {
        error = done.error();
      } else if (file->entries() > 0) {
        adopted.push_back({target, file->path()});
        keys += file->entries();
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < indexes_.size(); ++i) {
    threads.emplace_back([&, i] { write_next(*indexes_[i]); });
  }
  write_next(*indexes_.front());
  for (std::thread& thread : threads) thread.join();
  Result<void> done = error ? Result<void>(*error) : database_.adopt(adopted);
  if (done.ok()) written_.keys += keys;
  fs::remove_all(folder, failure);
  return done;
}

Result<void> ChunkWriter::write(Chunk& taken) {
  Work work(taken, events_);
  for (const ChunkActor& actor : work.chunk.actors) work.new_actors += actor.is_new ? 1 : 0;
  if (Result<void> placed = place_documents(work); !placed) return placed;
  group_rows(work);
  if (Result<void> dropped = drop_stored(work); !dropped) return dropped;
  number_rows(work);
  number_chunk(work);
  work.packing.emplace(work.chunk.rows);
  if (Result<void> written = write_files(work); !written) return written;
  totals_ = totals_after(work);
  if (work.number) ++next_chunk_;
  written_.relations += work.chunk.rows.size();
  written_.unchanged += work.dropped;
  for (const std::uint64_t hash : work.id_hashes) known_articles_.add(hash);
  return {};
}

}  // namespace entente
