#include "ingest/reader/xml_items.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <memory>

namespace entente {
namespace {

// Markup may make an item longer than its text, but not without limit.
constexpr std::uint64_t kItemOverText = 4;

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};
using Reader = std::unique_ptr<xmlTextReader, FreeReader>;

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// libxml2's view of an input; refuses to go on beyond `end`.
struct Feed {
  BufferedInput& input;
  std::uint64_t budget;
  std::uint64_t end = 0;
  bool is_over = false;

  void renew() { end = input.consumed() + budget; }
};

int read_block(void* data, char* buffer, int length) {
  auto& feed = *static_cast<Feed*>(data);
  feed.is_over = feed.is_over || feed.input.consumed() >= feed.end;
  if (feed.is_over) return -1;
  // Whole blocks: what becomes of broken XML must not depend on how a pipe cuts it.
  int filled = 0;
  while (filled < length) {
    const std::string_view part = feed.input.available();
    if (part.empty()) break;
    const std::size_t take = std::min(part.size(), static_cast<std::size_t>(length - filled));
    std::copy_n(part.data(), take, buffer + filled);
    feed.input.consume(take);
    filled += static_cast<int>(take);
  }
  return filled;
}

std::uint64_t line_of(xmlTextReader* reader) {
  return static_cast<std::uint64_t>(std::max(0, xmlTextReaderGetParserLineNumber(reader)));
}

// One step through the document; the status of libxml2: 1 = there is more, 0 = the end.
int step(xmlTextReader* reader, XmlItemHandler& handler) {
  if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT) return xmlTextReaderRead(reader);
  const XmlUse use =
      handler.use_of(view_of(xmlTextReaderConstLocalName(reader)), xmlTextReaderDepth(reader));
  if (use == XmlUse::kPass) return xmlTextReaderRead(reader);
  const std::uint64_t line = line_of(reader);
  const xmlNode* node = xmlTextReaderExpand(reader);
  if (node == nullptr) return -1;
  handler.take(*node, use, line);
  return xmlTextReaderNext(reader);
}

}  // namespace

void read_xml_items(BufferedInput& input, ReadContext& context, XmlItemHandler& handler) {
  Feed feed{input, context.options().max_article_bytes * kItemOverText};
  feed.renew();
  const Reader reader(xmlReaderForIO(read_block, nullptr, &feed, nullptr, nullptr,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                         XML_PARSE_RECOVER | XML_PARSE_NOCDATA));
  if (!reader) return context.skip(0, "the XML parser cannot start");
  int status = xmlTextReaderRead(reader.get());
  while (status == 1 && !feed.is_over && !context.is_stopped() &&
         !context.options().is_cancelled()) {
    feed.renew();
    status = step(reader.get(), handler);
  }
  if (feed.is_over) {
    context.skip(line_of(reader.get()), "an item exceeds the limit of " +
                                            format_bytes(feed.budget) +
                                            "; the rest of the file is not read");
  } else if (status < 0) {
    context.skip(line_of(reader.get()), "the XML is broken here; the items before it were read");
  }
}

std::string_view xml_name(const _xmlNode& node) {
  return node.type == XML_ELEMENT_NODE ? view_of(node.name) : std::string_view();
}

std::string_view xml_content(const _xmlNode& node) {
  const bool is_text = node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE;
  return is_text ? view_of(node.content) : std::string_view();
}

std::string xml_attribute(const _xmlNode& node, const char* name) {
  struct Free {
    void operator()(xmlChar* text) const { xmlFree(text); }
  };
  for (const xmlAttr* attribute = node.properties; attribute != nullptr;
       attribute = attribute->next) {
    if (view_of(attribute->name) != name) continue;
    const std::unique_ptr<xmlChar, Free> value(
        xmlNodeListGetString(attribute->doc, attribute->children, 1));
    return std::string(view_of(value.get()));
  }
  return {};
}

}  // namespace entente
