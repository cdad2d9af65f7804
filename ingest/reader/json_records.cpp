#include "ingest/reader/json_records.h"

#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/unicode.h"
#include "ingest/reader/field_names.h"
#include "ingest/reader/json_scan.h"

namespace entente {
namespace {

using nlohmann::json;

// The day of a number that stands for a moment: YYYYMMDD, or seconds or milliseconds since 1970.
std::string day_of_number(double number) {
  constexpr double kFirstDay = 19000101;
  constexpr double kLastDay = 21001231;
  constexpr double kFirstMillisecond = 1e11;  // as seconds this would be the year 5138
  constexpr double kSecondsPerDay = 86400;
  if (number >= kFirstDay && number <= kLastDay) {
    return std::to_string(static_cast<long>(number));
  }
  if (number < 0 || number > kFirstMillisecond * 100) return std::to_string(number);
  const double seconds = number >= kFirstMillisecond ? number / 1000 : number;
  return to_string(from_days(static_cast<std::int32_t>(std::floor(seconds / kSecondsPerDay))));
}

// Follows the events of the JSON parser and fills one RawRecord per object that is an article.
class RecordCollector {
 public:
  RecordCollector(ReadContext& context, RawRecord prototype)
      : context_(context), prototype_(std::move(prototype)) {}

  // Takes the line numbers of the records from the stream, and tells it when tokens end.
  void follow(CharStream& stream) { stream_ = &stream; }

  const std::optional<std::string>& failure() const { return failure_; }

  // Whether the next string may become part of a record.
  bool wants_text() const {
    if (frames_.empty()) return false;
    if (frames_.back() == Frame::kRecord) return current_field().has_value();
    return frames_.back() == Frame::kNamed || frames_.back() == Frame::kParagraphs;
  }

  bool null() { return value_ended(); }
  bool boolean(bool) { return value_ended(); }
  bool number_integer(json::number_integer_t number) {
    return number_value(static_cast<double>(number), std::to_string(number));
  }
  bool number_unsigned(json::number_unsigned_t number) {
    return number_value(static_cast<double>(number), std::to_string(number));
  }
  bool number_float(json::number_float_t number, const std::string& digits) {
    return number_value(number, digits);
  }
  bool string(std::string& text) { return text_value(std::move(text)); }
  bool binary(json::binary_t&) { return value_ended(); }

  bool key(std::string& name) {
    if (frames_.back() == Frame::kRecord) {
      Draft& draft = drafts_.back();
      draft.key = std::move(name);
      draft.field = find_field(draft.key, context_.options().field_map);
      const bool is_text = draft.field && draft.field->field == ArticleField::kText;
      if (is_text && draft.text_key.empty()) draft.text_key = draft.key;
      if (draft.keys_seen.size() < kKeysToName) draft.keys_seen.push_back(draft.key);
    } else if (frames_.back() == Frame::kNamed) {
      inner_key_ = std::move(name);
    }
    return token_ended();
  }

  bool start_object(std::size_t) {
    if (!enter()) return false;
    const Frame outer = frames_.empty() ? Frame::kList : frames_.back();
    if (outer == Frame::kList || (outer == Frame::kRecord && is_wrapper_key())) {
      if (outer == Frame::kRecord) drafts_.back().is_wrapper = true;
      start_record();
      frames_.push_back(Frame::kRecord);
    } else if (outer == Frame::kRecord && has_name_inside()) {
      frames_.push_back(Frame::kNamed);
    } else {
      frames_.push_back(Frame::kIgnored);
    }
    return token_ended();
  }

  bool end_object() {
    const bool is_record = frames_.back() == Frame::kRecord;
    frames_.pop_back();
    --depth_;
    if (is_record) finish_record();
    return token_ended();
  }

  bool start_array(std::size_t) {
    if (!enter()) return false;
    if (frames_.empty()) {
      frames_.push_back(Frame::kList);
    } else if (frames_.back() == Frame::kRecord && is_wrapper_key()) {
      drafts_.back().is_wrapper = true;
      frames_.push_back(Frame::kList);
    } else if (frames_.back() == Frame::kRecord && is_field(ArticleField::kText)) {
      frames_.push_back(Frame::kParagraphs);
    } else {
      if (frames_.back() == Frame::kList) skip_element();
      frames_.push_back(Frame::kIgnored);
    }
    return token_ended();
  }

  bool end_array() {
    frames_.pop_back();
    --depth_;
    return token_ended();
  }

  bool parse_error(std::size_t, const std::string&, const json::exception& error) {
    failure_ = describe(error.what());
    return false;
  }

 private:
  enum class Frame {
    kList,        // elements are records
    kRecord,      // an object that is an article, or wraps articles
    kParagraphs,  // the text as an array of strings
    kNamed,       // {"name": "Reuters"} as a source, {"$oid": "..."} as an id
    kIgnored,
  };

  struct Value {
    int rank = 0;
    std::string text;
    std::string key;
  };

  struct Draft {
    std::map<ArticleField, Value> values;
    std::string key;
    std::optional<FieldSpelling> field;  // what the key stands for
    std::string text_key;                // the first key that stands for the text
    std::vector<std::string> keys_seen;
    std::uint64_t line = 0;
    bool is_wrapper = false;
  };

  static constexpr std::size_t kKeysToName = 8;
  static constexpr std::size_t kMaxShown = 40;

  bool enter() {
    if (++depth_ <= kMaxJsonDepth) return true;
    failure_ = "JSON is nested deeper than " + std::to_string(kMaxJsonDepth) + " levels";
    return false;
  }

  bool token_ended() {
    if (stream_ != nullptr) stream_->token_ended();
    return !context_.is_stopped();
  }

  bool value_ended() {
    if (frames_.empty() || frames_.back() == Frame::kList) skip_element();
    return token_ended();
  }

  void skip_element() {
    context_.skip(current_line(), "this JSON value is not an object with the fields of an article");
  }

  std::uint64_t current_line() const {
    return stream_ != nullptr ? stream_->line() : prototype_.line;
  }

  const std::optional<FieldSpelling>& current_field() const { return drafts_.back().field; }
  bool is_field(ArticleField field) const {
    const auto& found = current_field();
    return found && found->field == field;
  }
  bool is_wrapper_key() const {
    return drafts_.back().values.count(ArticleField::kText) == 0 &&
           is_list_of_articles(drafts_.back().key);
  }
  bool has_name_inside() const {
    return is_field(ArticleField::kSource) || is_field(ArticleField::kId);
  }

  void start_record() {
    Draft draft;
    draft.line = current_line();
    drafts_.push_back(std::move(draft));
  }

  bool number_value(double number, const std::string& digits) {
    if (!frames_.empty() && frames_.back() == Frame::kRecord && is_field(ArticleField::kDate)) {
      return text_value(day_of_number(number));
    }
    if (!frames_.empty() && frames_.back() == Frame::kRecord && !is_field(ArticleField::kId)) {
      return token_ended();
    }
    return text_value(digits);
  }

  bool text_value(std::string text) {
    if (frames_.empty() || frames_.back() == Frame::kList) return value_ended();
    const Frame frame = frames_.back();
    const bool is_name = frame == Frame::kNamed &&
                         (inner_key_ == "name" || inner_key_ == "title" || inner_key_ == "$oid");
    if (frame == Frame::kRecord || is_name) {
      keep(std::move(text));
    } else if (frame == Frame::kParagraphs) {
      add_paragraph(text);
    }
    return token_ended();
  }

  void keep(std::string text) {
    const auto& spelling = current_field();
    if (!spelling || text.empty()) return;
    auto [slot, is_new] = drafts_.back().values.try_emplace(spelling->field);
    if (!is_new && slot->second.rank <= spelling->rank) return;
    slot->second = {spelling->rank, std::move(text), drafts_.back().key};
  }

  void add_paragraph(const std::string& text) {
    const auto& spelling = current_field();
    auto [slot, is_new] = drafts_.back().values.try_emplace(ArticleField::kText);
    if (!is_new && slot->second.rank < spelling->rank) return;
    if (slot->second.rank != spelling->rank)
      slot->second = {spelling->rank, {}, drafts_.back().key};
    // Beyond the limit nothing is added; give() then says that the text is too long.
    if (slot->second.text.size() > context_.options().max_article_bytes) return;
    if (!slot->second.text.empty()) slot->second.text += "\n\n";
    slot->second.text += text;
  }

  void finish_record() {
    Draft draft = std::move(drafts_.back());
    drafts_.pop_back();
    if (draft.is_wrapper && draft.values.count(ArticleField::kText) == 0) return;
    RawRecord record = prototype_;
    record.line = draft.line;
    FieldMap spelt;
    for (auto& [field, value] : draft.values) {
      record.fields[field] = std::move(value.text);
      spelt[field] = std::move(value.key);
    }
    context_.note_mapping(spelt);
    record.no_text_reason = no_text_reason(draft);
    if (stream_ != nullptr) stream_->take_repairs(record);
    context_.give(std::move(record));
  }

  static std::string no_text_reason(const Draft& draft) {
    if (!draft.text_key.empty()) return "the field '" + draft.text_key + "' holds no text";
    std::string names;
    for (const std::string& key : draft.keys_seen) {
      names += (names.empty() ? "" : ", ") + std::string(prefix_of(key, kMaxShown));
    }
    return "no field with the text of an article (fields: " + (names.empty() ? "none" : names) +
           "); name it with --map text=FIELD";
  }

  // "... at line 1, column 23: syntax error while parsing object - unexpected end of input; ..."
  std::string describe(const std::string& what) const {
    std::string place;
    const std::size_t column = what.find("column ");
    if (stream_ == nullptr && column != std::string::npos) {
      place = " at " + what.substr(column, what.find(':', column) - column);
    }
    const std::size_t dash = what.find(" - ");
    std::string reason = dash == std::string::npos ? what : what.substr(dash + 3);
    reason = reason.substr(0, reason.find("; last read"));
    constexpr std::size_t kMaxReason = 160;
    return "not valid JSON" + place + ": " + std::string(prefix_of(reason, kMaxReason));
  }

  ReadContext& context_;
  RawRecord prototype_;
  CharStream* stream_ = nullptr;
  std::vector<Frame> frames_;
  std::vector<Draft> drafts_;
  std::string inner_key_;
  int depth_ = 0;
  std::optional<std::string> failure_;
};

// Lets nlohmann's parser pull characters from a CharStream.
class StreamIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  StreamIterator() = default;
  explicit StreamIterator(CharStream& stream) : stream_(&stream) {}

  char operator*() const { return static_cast<char>(stream_->peek()); }
  StreamIterator& operator++() {
    stream_->advance();
    return *this;
  }
  StreamIterator operator++(int) {
    StreamIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const StreamIterator& a, const StreamIterator& b) {
    return a.at_end() == b.at_end();
  }
  friend bool operator!=(const StreamIterator& a, const StreamIterator& b) { return !(a == b); }

 private:
  bool at_end() const { return stream_ == nullptr || stream_->peek() < 0; }

  CharStream* stream_ = nullptr;
};

// Accepts everything up to the depth limit and remembers what the whole is.
class ObjectCheck {
 public:
  bool is_object() const { return is_object_; }
  bool null() { return depth_ > 0; }
  bool boolean(bool) { return depth_ > 0; }
  bool number_integer(json::number_integer_t) { return depth_ > 0; }
  bool number_unsigned(json::number_unsigned_t) { return depth_ > 0; }
  bool number_float(json::number_float_t, const std::string&) { return depth_ > 0; }
  bool string(std::string&) { return depth_ > 0; }
  bool binary(json::binary_t&) { return false; }
  bool key(std::string&) { return true; }
  bool start_object(std::size_t) {
    is_object_ = true;
    return ++depth_ <= kMaxJsonDepth;
  }
  bool end_object() { return --depth_ >= 0; }
  bool start_array(std::size_t) { return depth_ > 0 && ++depth_ <= kMaxJsonDepth; }
  bool end_array() { return --depth_ >= 0; }
  bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

 private:
  int depth_ = 0;
  bool is_object_ = false;
};

}  // namespace

std::optional<std::string> read_json_text(std::string_view text, const RawRecord& prototype,
                                          ReadContext& context, JsonParser parser) {
  RecordCollector collector(context, prototype);
  // Looked at first as a whole: a fault at the end must not come after records were given twice.
  if (parser == JsonParser::kPlainFirst && is_plain_json(text)) {
    JsonScanner<RecordCollector>(text, collector).scan();
    return collector.failure();
  }
  json::sax_parse(text.begin(), text.end(), &collector);
  return collector.failure();
}

std::optional<std::string> read_json_stream(CharStream& stream, ReadContext& context) {
  RecordCollector collector(context, {});
  collector.follow(stream);
  json::sax_parse(StreamIterator(stream), StreamIterator(), &collector,
                  nlohmann::detail::input_format_t::json, false);
  return collector.failure();
}

bool is_json_object(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '{' && is_plain_json(text)) return true;
  ObjectCheck check;
  return json::sax_parse(text.begin(), text.end(), &check) && check.is_object();
}

}  // namespace entente
