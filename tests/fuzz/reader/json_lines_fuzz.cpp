#include "ingest/reader/json_records.h"
#include "tests/fuzz/reader/one_format.h"

namespace {

entente::FormatOutcome read_with(std::string_view text, entente::JsonParser parser) {
  using namespace entente;
  FormatOutcome out;
  const ReadOptions options;
  const ReadSink sink{[&](ReadArticle&& read) {
                        out.articles.push_back(std::move(read.article));
                        return true;
                      },
                      [&](const SkippedInput& skipped) { out.skipped.push_back(skipped); }};
  ReadReport report;
  ReadContext context("a.jsonl", options, sink, report);
  if (const auto failure = read_json_text(text, {}, context, parser)) context.skip(1, *failure);
  return out;
}

}  // namespace

// Lines are read without harm, and both parsers make the same of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string text =
      repair_utf8(std::string_view(reinterpret_cast<const char*>(data), size)).text;
  const FormatOutcome plain = read_with(text, JsonParser::kPlainFirst);
  const FormatOutcome general = read_with(text, JsonParser::kGeneral);
  if (plain.articles != general.articles || plain.skipped != general.skipped) std::abort();
  return fuzz_format(json_lines_format(), data, size, "input.jsonl");
}
