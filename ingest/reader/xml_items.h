#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/reader/format.h"

struct _xmlNode;

namespace entente {

// XML as a stream of items, of which only one is in memory at a time. Nothing is loaded from
// anywhere: no external entity, no DTD.

// What an element is to the reader of a format.
enum class XmlUse {
  kPass,    // look inside
  kItem,    // one article
  kAround,  // says something about the items that follow (the title of a feed)
};

class XmlItemHandler {
 public:
  virtual ~XmlItemHandler() = default;
  // `name` without its prefix; `depth` of the root is 0.
  virtual XmlUse use_of(std::string_view name, int depth) const = 0;
  // The node lives as long as the call.
  virtual void take(const _xmlNode& node, XmlUse use, std::uint64_t line) = 0;
};

// Gives every item to the handler. Broken XML, and an item of more than four times the longest
// article, end the reading with a skip; what stood before is given by then.
void read_xml_items(BufferedInput& input, ReadContext& context, XmlItemHandler& handler);

// The local name of an element; empty for other nodes.
std::string_view xml_name(const _xmlNode& node);
// The text of a text or CDATA node; empty for others.
std::string_view xml_content(const _xmlNode& node);
// An attribute by its local name ("lang" finds xml:lang); empty if it is missing.
std::string xml_attribute(const _xmlNode& node, const char* name);

}  // namespace entente
