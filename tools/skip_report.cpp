#include "tools/skip_report.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "ingest/text/split_text.h"

namespace entente {
namespace {

constexpr std::uint64_t kShown = 20;       // skips that are printed one by one
constexpr std::size_t kReasonsShown = 10;  // kinds of skips in the summary
constexpr std::size_t kMaxReasons = 1000;  // kept apart while counting

// Reasons differ by numbers and names; their kind is what stands before them.
std::string kind_of(const std::string& reason) {
  const std::size_t end = std::min(reason.find_first_of(":;('0123456789"), reason.find(" at "));
  std::string kind = reason.substr(0, end);
  while (!kind.empty() && kind.back() == ' ') kind.pop_back();
  return kind.empty() ? reason : kind;
}

}  // namespace

Result<void> SkipReport::write_to(const std::string& file) {
  if (file.empty()) return {};
  file_.open(file, std::ios::binary | std::ios::trunc);
  if (file_) return {};
  return Error{Error::Code::kIo, "cannot write '" + file + "': " + std::strerror(errno)};
}

void SkipReport::add(const SkippedInput& skipped) {
  ++count_;
  if (count_ <= kShown) console_.err << "skipped " << to_string(skipped) << '\n';
  if (count_ == kShown)
    console_.err << "further skips are only counted; --skipped FILE lists them\n";
  const std::string kind = kind_of(skipped.reason);
  if (by_reason_.size() < kMaxReasons || by_reason_.count(kind) > 0) ++by_reason_[kind];
  if (!file_.is_open()) return;
  nlohmann::ordered_json line;
  line["path"] = skipped.path;
  line["line"] = skipped.line > 0 ? nlohmann::ordered_json(skipped.line) : nlohmann::ordered_json();
  line["reason"] = skipped.reason;
  file_ << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void SkipReport::summarize() const {
  if (count_ == 0) return;
  std::vector<std::pair<std::string, std::uint64_t>> kinds(by_reason_.begin(), by_reason_.end());
  std::stable_sort(kinds.begin(), kinds.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (std::size_t i = 0; i < std::min(kinds.size(), kReasonsShown); ++i) {
    console_.err << "  " << kinds[i].second << "  " << kinds[i].first << '\n';
  }
  if (kinds.size() > kReasonsShown) console_.err << "  ... and others\n";
}

void CutCount::summarize(const Console& console) const {
  if (articles == 0) return;
  console.err << articles << " with sentences of more than " << kLongestSentence
              << " words without an end, cut into pieces: " << sentences << " cuts\n";
}

}  // namespace entente
