// Every decoder of stored bytes, with any bytes: the first byte chooses the decoder. What decodes
// must encode to the same bytes again, unless a number was spelled longer than needed.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/check.h"
#include "storage/event_block.h"
#include "storage/index_block.h"
#include "storage/keys.h"
#include "storage/merges.h"
#include "storage/values.h"

namespace {

using namespace entente;

template <typename Decode, typename Encode>
void round_trip(std::string_view bytes, Decode decode, Encode encode) {
  const auto value = decode(bytes);
  if (!value) return;
  const std::string again = encode(*value);
  ENTENTE_CHECK(again.size() <= bytes.size(), "an encoding grew");
  const auto second = decode(again);
  ENTENTE_CHECK(second.has_value(), "an encoded value does not decode");
  ENTENTE_CHECK(encode(*second) == again, "encoding is not stable");
}

void parse_keys(std::string_view bytes) {
  if (const auto event = parse_event_key(bytes)) {
    ENTENTE_CHECK(event_key(*event) == bytes, "an event key changed");
  }
  if (const auto actor = parse_actor_key(bytes)) {
    ENTENTE_CHECK(actor_key(*actor) == bytes, "an actor key changed");
  }
  if (const auto variant = parse_variant_key(bytes)) {
    ENTENTE_CHECK(variant_key(variant->actor, variant->variant) == bytes, "a variant key changed");
  }
  parse_mention_article(bytes);
  date_of_time_key(bytes);
  const std::string_view name = bytes.substr(0, bytes.size() / 2);
  if (const auto variant = parse_alias_key(bytes, name)) {
    ENTENTE_CHECK(alias_key(name, variant->actor, variant->variant) == bytes, "an alias changed");
  }
}

// Packed entries: what is read is packed to as many bytes at most, and reads the same.
void read_index_block(Family index, std::string_view bytes) {
  constexpr std::size_t kFew = 64;  // they fit into one block
  std::vector<IndexRow> rows;
  for (IndexBlockReader reader(index, bytes); rows.size() < kFew && reader.next();) {
    rows.push_back(reader.row());
  }
  IndexBlockBuilder builder(index);
  for (const IndexRow& row : rows) builder.add(row);
  IndexBlockReader again(index, builder.value());
  for (const IndexRow& row : rows) {
    ENTENTE_CHECK(again.next() && again.row() == row, "a packed entry changed");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 14) {
    case 0:
      round_trip(bytes, decode_relation, [](const RelationRecord& record) {
        return encode_relation(record.ends, record.relation);
      });
      break;
    case 1:
      round_trip(bytes, decode_article, encode_article);
      decode_article_id(bytes);
      break;
    case 2:
      round_trip(bytes, decode_actor, encode_actor);
      break;
    case 3:
      round_trip(bytes, decode_cast, encode_cast);
      break;
    case 4:
      round_trip(bytes, decode_counts, encode_counts);
      break;
    case 5:
      round_trip(bytes, decode_number, encode_number);
      break;
    case 6:
      round_trip(bytes, decode_flags, encode_flags);
      break;
    case 7:
      round_trip(bytes, decode_merge, encode_merge);
      break;
    case 9:
      round_trip(bytes, decode_copy, encode_copy);
      break;
    case 10:
      round_trip(bytes, decode_separated, encode_separated);
      break;
    case 11:
      round_trip(bytes, decode_event_block, encode_event_block);
      count_event_block(bytes);
      decode_event_in_block(bytes, size % kEventsInBlock);
      break;
    case 12:
      for (const Family index : kIndexFamilies) read_index_block(index, bytes);
      break;
    case 13:
      round_trip(bytes, decode_chunk, encode_chunk);
      break;
    default:
      parse_keys(bytes);
  }
  return 0;
}
