#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"

namespace entente {

struct Network;

// The trained English analyser: immutable once opened, cheap to copy, shared between threads; run
// it with one Analyser a thread (analyser.h). Its file is data/model/english.entm, format in
// docs/model_format.md. The word tables stay in the mapped file, the weights are unpacked.
class AnalyserModel {
 public:
  // Fails with kIo or kNotFound (unreadable), kBadInput (no model file), kCorrupt (damaged or cut),
  // kUnsupported (written by a newer version); the message names the file.
  static Result<AnalyserModel> open(const std::string& path);
  // The same from bytes in memory; `name` stands in messages.
  static Result<AnalyserModel> from_bytes(std::vector<std::byte> bytes, const std::string& name);

  const Network& network() const { return *network_; }
  // Names the weights: another model has another checksum.
  std::uint64_t checksum() const;

 private:
  explicit AnalyserModel(std::shared_ptr<const Network> network) : network_(std::move(network)) {}
  std::shared_ptr<const Network> network_;  // shared by all copies and their analysers
};

}  // namespace entente
