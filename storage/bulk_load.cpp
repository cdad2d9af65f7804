#include "storage/bulk_load.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <future>
#include <limits>
#include <unordered_map>
#include <utility>

#include "storage/bulk_chunk.h"
#include "storage/bytes.h"
#include "storage/chunk_writer.h"
#include "storage/records.h"
#include "storage/values.h"

namespace entente {

namespace {

// The number of the dataset, or the next free one if the store does not know it.
Result<std::uint32_t> number_of(const Database& database, const std::string& dataset) {
  std::uint64_t next = 0;
  Cursor cursor = database.cursor(Family::kMeta, prefix_range(dataset_key({})));
  for (; cursor.valid(); cursor.next()) {
    const std::optional<std::uint64_t> number = decode_number(cursor.value());
    if (!number) return Records(database).corrupt("the number of a dataset is unreadable");
    if (cursor.key() == dataset_key(dataset)) return static_cast<std::uint32_t>(*number);
    next = std::max(next, *number + 1);
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::uint32_t>(static_cast<std::uint32_t>(next)) : status.error();
}

bool is_possible_name(const std::string& name) {
  return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == ':';
  });
}

}  // namespace

// A phrase of the chunk with its number.
struct KnownPhrase {
  std::string predicate;
  std::string cameo;
  std::string place;
  std::uint32_t number = kNobody;
};

struct BulkLoad::Impl {
  LoadOptions options;
  std::unique_ptr<Database> database;
  std::unique_ptr<ChunkWriter> writer;
  Totals before;
  bool had_actors = false;

  Chunk chunk;
  Chunk taken;  // the one before, in work
  std::string mark;
  ActorDescriber describe;
  InternTable keys;  // of actors, as `describe` understands them
  std::vector<ActorNumber> number_of_key;
  std::unordered_map<std::string, ActorNumber> number_of_id;
  std::uint64_t next_actor = 0;
  std::string phrase;
  std::array<KnownPhrase, 32> phrase_of_type;  // the last one of each; of this chunk
  std::vector<std::uint64_t> hashes;           // of the actors of the rows in hand
  std::optional<Error> failure;
  std::future<Result<void>> in_work;  // the chunk before; last, so that it ends first

  void add(const TableRow& row, std::uint64_t subject, std::uint64_t object);
  std::uint32_t actor(std::string_view key, std::uint64_t hash);
  std::uint32_t document(const TableRow& row);
  std::uint32_t phrase_of(const TableRow& row);
  void hand_over();
  void await();
};

void BulkLoad::Impl::await() {
  if (!in_work.valid()) return;
  const Result<void> done = in_work.get();
  if (!done && !failure) failure = done.error();
}

void BulkLoad::Impl::hand_over() {
  await();
  if (failure) return;
  chunk.next_actor = next_actor;
  std::swap(chunk, taken);
  in_work = std::async(std::launch::async, [this] { return writer->write(taken); });
  chunk.clear();
  phrase_of_type.fill({});
  chunk.rows.reserve(options.rows_at_once + options.rows_at_once / 16);
}

std::uint32_t BulkLoad::Impl::actor(std::string_view key, std::uint64_t hash) {
  const InternTable::Found found = keys.find_or_add(key, hash);
  if (!found.is_new) return static_cast<std::uint32_t>(number_of_key[found.number]);
  ChunkActor actor;
  actor.record = describe(key);
  const auto known = number_of_id.find(actor.record.id);
  if (known != number_of_id.end()) {
    actor.number = known->second;
  } else {
    std::optional<ActorNumber> stored;
    if (had_actors) {
      const auto looked_up = Records(*database).actor_number(actor.record.id);
      if (!looked_up && !failure) failure = looked_up.error();
      if (looked_up.ok()) stored = *looked_up;
    }
    if (!stored && next_actor > std::numeric_limits<std::uint32_t>::max() - 1) {
      failure = Error{Error::Code::kUnsupported, "the store is full: it has numbered 2^32 actors"};
    }
    actor.is_new = !stored;
    actor.number = stored ? *stored : ActorNumber{static_cast<std::uint32_t>(next_actor++)};
    number_of_id.emplace(actor.record.id, actor.number);
  }
  number_of_key.push_back(actor.number);
  const ActorNumber number = actor.number;
  chunk.actors.push_back(std::move(actor));
  return static_cast<std::uint32_t>(number);
}

std::uint32_t BulkLoad::Impl::document(const TableRow& row) {
  if (!chunk.rows.empty()) {  // tables mostly keep the rows of a report together
    const std::uint32_t last = chunk.rows.back().document;
    if (chunk.document_ids.text(last) == row.article) return last;
  }
  const InternTable::Found found = chunk.document_ids.find_or_add(row.article);
  if (found.is_new) {
    ChunkDocument made;
    made.url_begin = static_cast<std::uint32_t>(chunk.urls.size());
    made.url_size = static_cast<std::uint32_t>(row.url.size());
    made.published = day_key(row.published);
    chunk.urls.append(row.url);
    chunk.documents.push_back(made);
  }
  return found.number;
}

// Rows of one type mostly have one phrase.
std::uint32_t BulkLoad::Impl::phrase_of(const TableRow& row) {
  KnownPhrase& known = phrase_of_type[static_cast<std::uint8_t>(row.type) % phrase_of_type.size()];
  if (known.number < chunk.phrases.size() && known.predicate == row.predicate &&
      known.cameo == row.cameo && known.place == row.place) {
    return known.number;
  }
  phrase.clear();
  for (const std::string_view text : {row.predicate, row.cameo, row.place}) {
    append_text(phrase, text);
  }
  known = {std::string(row.predicate), std::string(row.cameo), std::string(row.place),
           chunk.phrases.find_or_add(phrase).number};
  return known.number;
}

BulkLoad::BulkLoad(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

BulkLoad::~BulkLoad() { impl_->await(); }

Result<std::unique_ptr<BulkLoad>> BulkLoad::open(const std::string& path, LoadOptions options) {
  if (!is_possible_name(options.dataset)) {
    return Error{Error::Code::kBadInput, "'" + options.dataset +
                                             "' cannot name a source; use letters and digits, no "
                                             "colon"};
  }
  Result<std::unique_ptr<Database>> database = Database::open(path, OpenMode::kReadWrite);
  if (!database) return database.error();
  const Result<Totals> totals = read_totals(Records(**database));
  if (!totals) return totals.error();
  const Result<std::uint32_t> number = number_of(**database, options.dataset);
  if (!number) return number.error();
  auto impl = std::make_unique<Impl>();
  impl->before = *totals;
  impl->next_actor = totals->next_actor;
  impl->had_actors = totals->next_actor > 0;
  impl->writer = std::make_unique<ChunkWriter>(**database, Dataset{options.dataset, *number},
                                               *totals, options);
  impl->database = std::move(*database);
  impl->options = std::move(options);
  if (const Result<void> read = impl->writer->prepare(); !read) return read.error();
  std::error_code ignored;  // what a killed load left
  std::filesystem::remove_all(load_folder(path), ignored);
  return std::unique_ptr<BulkLoad>(new BulkLoad(std::move(impl)));
}

std::optional<std::uint32_t> BulkLoad::migrated_from() const {
  return impl_->database->migrated_from();
}

Result<LoadPosition> BulkLoad::position(std::string_view mark) const {
  const auto stored =
      impl_->database->get(Family::kMeta, load_position_key(impl_->options.dataset, mark));
  if (!stored) return stored.error();
  if (!stored->has_value()) return LoadPosition{};
  const std::optional<LoadPosition> position = decode_position(**stored);
  if (!position) return Records(*impl_->database).corrupt("the state of a load is unreadable");
  return *position;
}

void BulkLoad::begin(std::string_view mark, ActorDescriber describe) {
  impl_->mark = mark;
  impl_->describe = std::move(describe);
  impl_->keys.clear();
  impl_->number_of_key.clear();
}

// The table of actors outgrows the caches; what the next rows need of it is fetched ahead.
void BulkLoad::add(std::span<const TableRow> rows) {
  constexpr std::size_t kFarAhead = 16;
  constexpr std::size_t kNear = 8;
  Impl& load = *impl_;
  load.hashes.resize(rows.size() * 2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    load.hashes[2 * i] = hash_bytes(rows[i].subject);
    load.hashes[2 * i + 1] = hash_bytes(rows[i].object);
  }
  const std::vector<std::uint64_t>& hashes = load.hashes;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::size_t end : {std::size_t{0}, std::size_t{1}}) {
      if (i + kFarAhead < rows.size()) load.keys.fetch_slot(hashes[2 * (i + kFarAhead) + end]);
      if (i + kNear < rows.size()) load.keys.fetch_text(hashes[2 * (i + kNear) + end]);
    }
    load.add(rows[i], hashes[2 * i], hashes[2 * i + 1]);
  }
}

void BulkLoad::Impl::add(const TableRow& row, std::uint64_t subject, std::uint64_t object) {
  ChunkRow made;
  made.document = document(row);
  made.sentence = row.sentence;
  made.subject = actor(row.subject, subject);
  made.object = actor(row.object, object);
  if (!row.attributed_to.empty()) {
    made.attributed_to = actor(row.attributed_to, hash_bytes(row.attributed_to));
  }
  made.phrase = phrase_of(row);
  made.confidence = row.confidence;
  made.type = static_cast<std::uint8_t>(row.type);
  made.modality = static_cast<std::uint8_t>(row.modality);
  if (row.date) {
    made.day = day_key(row.date->date);
    made.precision = static_cast<std::uint8_t>(row.date->precision);
    made.basis = static_cast<std::uint8_t>(row.date->basis) & 1;
  }
  made.reciprocal = row.reciprocal;
  made.negated = row.negated;
  chunk.rows.push_back(made);
}

Result<void> BulkLoad::reach(const LoadPosition& position) {
  Impl& load = *impl_;
  std::string key = load_position_key(load.options.dataset, load.mark);
  auto& positions = load.chunk.positions;
  if (positions.empty() || positions.back().first != key) {
    positions.emplace_back(std::move(key), std::string());
  }
  positions.back().second = encode_position(position);
  constexpr std::size_t kMostUrlBytes = std::size_t{1} << 30;  // positions in it have 32 bits
  if (load.chunk.rows.size() >= load.options.rows_at_once ||
      load.chunk.urls.size() >= kMostUrlBytes) {
    load.hand_over();
  }
  return load.failure ? Result<void>(*load.failure) : Result<void>{};
}

Result<LoadReport> BulkLoad::finish() {
  Impl& load = *impl_;
  if (!load.chunk.positions.empty()) load.hand_over();
  load.await();
  if (load.failure) return *load.failure;
  const ChunkWriter& writer = *load.writer;
  LoadReport report;
  report.added = writer.written().relations;
  report.unchanged = writer.written().unchanged;
  report.articles = writer.totals().counts.articles - load.before.counts.articles;
  report.actors = writer.totals().counts.actors - load.before.counts.actors;
  report.keys = writer.written().keys;
  return report;
}

}  // namespace entente
