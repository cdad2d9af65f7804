#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/reader/byte_source.h"
#include "ingest/reader/reader.h"

namespace entente {

// How many bytes may come out of containers for each byte of the file that holds them.
inline constexpr std::uint64_t kMaxUnpackRatio = 200;

// What a format knows of one article before it is checked: bytes as the source gave them, each
// field under its own name; absent = the source does not say.
struct RawRecord {
  std::map<ArticleField, std::string> fields;
  std::uint64_t line = 0;
  std::size_t replaced = 0;  // repairs that the format already made
  std::size_t dropped = 0;
  std::vector<std::string> notes;
  std::string no_text_reason;  // what to say if there is no text
};

// One input on its way through a format: takes its records, turns them into articles (repair, id,
// dates, limits) and counts. Formats call give() and skip() and look at is_stopped().
class ReadContext {
 public:
  // All must outlive the context.
  ReadContext(std::string path, const ReadOptions& options, const ReadSink& sink,
              ReadReport& report);

  const std::string& path() const { return path_; }
  const ReadOptions& options() const { return options_; }

  // The context of something inside of this input (a member of an archive, the body of a response),
  // called `name`; depth() of it is one more. Results of the member count for this input as well.
  ReadContext member(std::string_view name);
  int depth() const { return depth_; }
  // Counts bytes that came out of a container, at whatever depth; false once they are out of all
  // proportion to the bytes of the outermost input, as in a bomb.
  bool may_unpack(std::uint64_t bytes);

  void give(RawRecord record);
  void skip(std::uint64_t line, std::string reason);
  // Says how a record spells its fields; passed on if a spelling is new. A record without text does
  // not count.
  void note_mapping(const FieldMap& spelt);
  // The sink has had enough: return soon.
  bool is_stopped() const { return report_.stopped; }
  // give() or skip() was called at least once, here or in a member.
  bool has_result() const { return has_result_; }

 private:
  std::string path_;
  const ReadOptions& options_;
  const ReadSink& sink_;
  ReadReport& report_;
  bool has_result_ = false;
  int depth_ = 0;
  ReadContext* outermost_ = nullptr;  // null in the outermost itself
  std::uint64_t bytes_before_ = 0;    // of the report when this input was begun
  std::uint64_t unpacked_ = 0;        // of the outermost
};

// One kind of input. To add one: a class in a file of its own and a line in formats().
class ArticleFormat {
 public:
  virtual ~ArticleFormat() = default;
  // Whether the input that begins with `head` (up to BufferedInput::kBlock bytes) and is called
  // `path` is of this kind.
  virtual bool recognises(std::string_view head, std::string_view path) const = 0;
  virtual void read(BufferedInput& input, ReadContext& context) const = 0;
};

// Every format, in the order in which they are asked; the last one recognises everything.
std::span<const ArticleFormat* const> formats();

// The formats, one a file.
const ArticleFormat& json_lines_format();     // an object a line
const ArticleFormat& json_document_format();  // objects and arrays over many lines
const ArticleFormat& html_page_format();      // a web page: its main text
const ArticleFormat& reuters_sgml_format();   // Reuters-21578: many items a file
const ArticleFormat& warc_format();           // WARC, WET and ARC web archives
const ArticleFormat& container_format();      // gzip, zstd, xz, bzip2, zip, tar: what is inside
const ArticleFormat& csv_table_format();      // a table with a header row
const ArticleFormat& xml_feed_format();       // RSS, Atom, NITF, NewsML-G2
const ArticleFormat& tei_text_format();       // TEI, and tokenised XML corpora such as GUM
const ArticleFormat& mbox_format();           // mail folders, and single messages
const ArticleFormat& foreign_format();        // known but not read: says what to do about it
const ArticleFormat& plain_text_format();     // everything else: one article a file

// Lets the first format that recognises the input read it; reports an input without any article.
void read_input(BufferedInput& input, ReadContext& context);

// An input that is read in one piece. Of one longer than `limit` only the length is kept.
struct WholeInput {
  std::string bytes;
  std::uint64_t length = 0;
};
WholeInput read_whole(BufferedInput& input, std::size_t limit);

// "16.0 MiB", "312 bytes".
std::string format_bytes(std::uint64_t bytes);

}  // namespace entente
