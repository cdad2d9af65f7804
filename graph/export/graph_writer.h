#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "graph/export/record.h"
#include "graph/export/text_sink.h"

namespace entente {

// A graph format as a stream. Call begin(), then every node, then every edge, then end(); the ends
// of an edge must have been given as nodes. Nodes and edges come out in the order given, so the
// same calls give the same bytes. The sink gets pieces of about 64 KiB.
class GraphWriter {
 public:
  explicit GraphWriter(TextSink sink) : sink_(std::move(sink)) {}
  virtual ~GraphWriter() = default;
  GraphWriter(const GraphWriter&) = delete;
  GraphWriter& operator=(const GraphWriter&) = delete;

  virtual void begin() = 0;
  virtual void node(const Actor& actor) = 0;
  virtual void edge(const EdgeRecord& record) = 0;
  virtual void end() = 0;

 protected:
  void write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kFlushAt) flush();
  }
  // To be called by end().
  void flush() {
    sink_(buffer_);
    buffer_.clear();
  }

 private:
  static constexpr std::size_t kFlushAt = 65536;

  TextSink sink_;
  std::string buffer_;
};

}  // namespace entente
