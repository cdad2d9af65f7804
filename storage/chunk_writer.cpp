#include "storage/chunk_writer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

#include "storage/bulk_order.h"
#include "storage/bytes.h"
#include "storage/content.h"
#include "storage/records.h"
#include "storage/values.h"

namespace entente {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEventSize = 16;
constexpr std::size_t kLongestPrefix = 13;  // of an index key before its event
constexpr std::size_t kAhead = 16;          // entries whose rows are fetched before they are needed

// The families that a chunk writes, the long ones first, so that threads end together.
constexpr std::array kFamiliesOfAChunk = {
    Family::kOut,      Family::kIn,         Family::kPair,  Family::kEvent,   Family::kTime,
    Family::kArticle,  Family::kArticleKey, Family::kAlias, Family::kVariant, Family::kMention,
    Family::kActorKey, Family::kActor,      Family::kMeta};

// The end of every index key: which relation. Kept apart from the rows, so that four fit into one
// line of the cache.
using EventTail = std::array<char, kEventSize>;

char* write_u32(char* out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<char>(value >> shift);
  return out;
}

EventTail event_tail(const EventKey& event) {
  EventTail tail;
  const auto article = static_cast<std::uint64_t>(event.article);
  char* out = write_u32(tail.data(), static_cast<std::uint32_t>(article >> 32));
  out = write_u32(out, static_cast<std::uint32_t>(article));
  write_u32(write_u32(out, event.sentence), event.ordinal);
  return tail;
}

std::string_view view(const EventTail& tail) { return {tail.data(), tail.size()}; }

// What encode_relation() writes, straight from a row. The spans are empty: there is no text.
void encode_row(const Chunk& chunk, const ChunkRow& row, std::string& out) {
  std::array<char, 32> fixed;
  char* at = fixed.data();
  const bool is_dated = row.day != kUndated;
  const bool is_attributed = row.attributed_to != kNobody;
  *at++ = static_cast<char>(row.type);
  *at++ = static_cast<char>(relation_bits(row.reciprocal, row.negated, is_dated, is_attributed));
  *at++ = static_cast<char>(row.modality);
  at = write_u32(write_u32(at, row.subject), row.object);
  if (is_attributed) at = write_u32(at, row.attributed_to);
  if (is_dated) {
    at = write_u32(at, static_cast<std::uint32_t>(row.day));
    *at++ = static_cast<char>(row.precision);
    *at++ = static_cast<char>(row.basis);
  }
  std::uint32_t confidence = 0;
  static_assert(sizeof confidence == sizeof row.confidence);
  std::memcpy(&confidence, &row.confidence, sizeof confidence);
  at = write_u32(at, confidence);
  const std::string_view phrase = chunk.phrases.text(row.phrase);
  const auto size = static_cast<std::size_t>(at - fixed.data());
  constexpr std::size_t kNoSpans = 8;  // four times two varints
  out.resize(size + phrase.size() + kNoSpans);
  char* end = std::copy_n(fixed.data(), size, out.data());
  end = std::copy_n(phrase.data(), phrase.size(), end);
  std::fill_n(end, kNoSpans, '\0');
}

}  // namespace

struct ChunkWriter::Work {
  Chunk chunk;
  std::vector<Place> places;             // in the order of their numbers
  std::vector<EventTail> tails;          // of the rows
  std::vector<std::uint64_t> id_hashes;  // of the documents
  std::uint64_t new_articles = 0;
  std::uint64_t new_actors = 0;
  std::uint64_t dropped = 0;

  explicit Work(Chunk&& taken) : chunk(std::move(taken)) {}
};

std::string load_folder(const std::string& store) { return store + "/load"; }

ChunkWriter::ChunkWriter(Database& database, Dataset dataset, const Totals& totals,
                         std::size_t threads)
    : database_(database),
      dataset_(std::move(dataset)),
      totals_(totals),
      threads_(std::max<std::size_t>(threads, 1)) {}

void ChunkWriter::set_article_id(const Chunk& chunk, std::uint32_t document,
                                 std::string& id) const {
  id = dataset_.name;
  id += ':';
  id += chunk.document_ids.text(document);
}

Result<void> ChunkWriter::read_known_articles() {
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
  for (Place& place : work.places) {
    if (place.is_new) break;
    const Result<ArticleRecord> record = records.article(place.number);
    if (!record) return record.error();
    if (record->extractor_version != loaded_version(dataset_.name)) {
      return Error{Error::Code::kBadInput,
                   "article '" + record->article.id +
                       "' is stored already and was not loaded; load the table under another "
                       "name with --source"};
    }
    place.stored = record->relations;
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
    Cursor cursor = database_.cursor(Family::kEvent, prefix_range(article_key(place.number)));
    for (; cursor.valid(); cursor.next()) {
      const std::optional<EventKey> event = parse_event_key(cursor.key());
      if (event) ++stored[{event->sentence, std::string(cursor.value())}];
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
  work.tails.resize(rows.size());
  std::vector<std::pair<std::uint32_t, ChunkRow>> one;  // ordinal, row
  for (std::size_t begin = 0; begin < rows.size();) {
    Place& place = work.places[rows[begin].document];
    std::size_t end = begin;
    bool is_ordered = true;
    for (; end < rows.size() && rows[end].document == rows[begin].document; ++end) {
      const std::uint32_t ordinal = place.stored + place.added++;
      work.tails[end] = event_tail({place.number, rows[end].sentence, ordinal});
      is_ordered = is_ordered && (end == begin || rows[end - 1].sentence <= rows[end].sentence);
    }
    if (is_ordered) {
      begin = end;
      continue;
    }
    one.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const auto ordinal = place.stored + place.added - static_cast<std::uint32_t>(end - i);
      one.emplace_back(ordinal, rows[i]);
    }
    std::stable_sort(one.begin(), one.end(), [](const auto& a, const auto& b) {
      return a.second.sentence < b.second.sentence;
    });
    for (std::size_t i = begin; i < end; ++i) {
      const auto& [ordinal, row] = one[i - begin];
      rows[i] = row;
      work.tails[i] = event_tail({place.number, row.sentence, ordinal});
    }
    begin = end;
  }
}

void ChunkWriter::write_events(const Work& work, SortedFile& out) const {
  std::string value;
  for (std::size_t i = 0; i < work.chunk.rows.size(); ++i) {
    encode_row(work.chunk, work.chunk.rows[i], value);
    out.add(view(work.tails[i]), value);
  }
}

namespace {

template <typename Key>
void write_ordered(Family family, const IndexPacking& packing, const std::vector<ChunkRow>& rows,
                   const std::vector<EventTail>& tails, SortedFile& out) {
  const std::vector<OrderedEntry<Key>> entries = order_entries<Key>(family, packing, rows);
  std::array<char, kLongestPrefix + kEventSize> key;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i + kAhead < entries.size()) __builtin_prefetch(&tails[entries[i + kAhead].row]);
    const std::size_t size = packing.unpack(family, entries[i].key, key.data());
    std::memcpy(key.data() + size, tails[entries[i].row].data(), kEventSize);
    const char flags = static_cast<char>(entries[i].flags);
    out.add({key.data(), size + kEventSize}, {&flags, 1});
  }
}

void write_index(Family family, const std::vector<ChunkRow>& rows,
                 const std::vector<EventTail>& tails, SortedFile& out) {
  constexpr unsigned kNarrow = 64;
  const IndexPacking packing(rows);
  if (packing.bits(family) <= kNarrow) {
    write_ordered<std::uint64_t>(family, packing, rows, tails, out);
  } else {
    write_ordered<WideKey>(family, packing, rows, tails, out);
  }
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
  std::vector<const Place*> fresh;
  for (const Place& place : work.places) {
    if (place.is_new) fresh.push_back(&place);
  }
  const InternTable& ids = work.chunk.document_ids;
  std::sort(fresh.begin(), fresh.end(), [&](const Place* a, const Place* b) {
    return ids.text(a->document) < ids.text(b->document);
  });
  std::string id;
  for (const Place* place : fresh) {
    set_article_id(work.chunk, place->document, id);
    out.add(id, encode_number(static_cast<std::uint64_t>(place->number)));
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
  write_sorted(std::move(entries), out);
}

void ChunkWriter::write_family(const Work& work, Family family, SortedFile& out) const {
  switch (family) {
    case Family::kOut:
    case Family::kIn:
    case Family::kPair:
    case Family::kTime:
      return write_index(family, work.chunk.rows, work.tails, out);
    case Family::kEvent:
      return write_events(work, out);
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
  const auto write_next = [&]() {
    for (std::size_t i = next++; i < kFamiliesOfAChunk.size(); i = next++) {
      const Family family = kFamiliesOfAChunk[i];
      const std::string name = kFamilyNames[static_cast<std::size_t>(family)];
      Result<SortedFile> file = SortedFile::create(family, fs::path(folder) / (name + ".sst"));
      Result<void> done = file.ok() ? Result<void>{} : file.error();
      if (done.ok()) write_family(work, family, *file);
      if (done.ok() && file->entries() > 0) done = file->finish();
      const std::lock_guard lock(mutex);
      if (!done.ok()) {
        error = done.error();
      } else if (file->entries() > 0) {
        adopted.push_back({family, file->path()});
        keys += file->entries();
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < threads_; ++i) threads.emplace_back(write_next);
  write_next();
  for (std::thread& thread : threads) thread.join();
  Result<void> done = error ? Result<void>(*error) : database_.adopt(adopted);
  if (done.ok()) written_.keys += keys;
  fs::remove_all(folder, failure);
  return done;
}

Result<void> ChunkWriter::write(Chunk&& taken) {
  Work work(std::move(taken));
  for (const ChunkActor& actor : work.chunk.actors) work.new_actors += actor.is_new ? 1 : 0;
  if (Result<void> placed = place_documents(work); !placed) return placed;
  group_rows(work);
  if (Result<void> dropped = drop_stored(work); !dropped) return dropped;
  number_rows(work);
  if (Result<void> written = write_files(work); !written) return written;
  totals_ = totals_after(work);
  written_.relations += work.chunk.rows.size();
  written_.unchanged += work.dropped;
  for (const std::uint64_t hash : work.id_hashes) known_articles_.add(hash);
  return {};
}

}  // namespace entente
