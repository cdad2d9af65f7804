#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "ingest/reader/format.h"

namespace entente {
namespace {

// Containers inside of containers; the bytes that come out are bounded by ReadContext.
constexpr int kMaxDepth = 4;

using namespace std::string_view_literals;
constexpr std::array kMagics = {"\x1f\x8b"sv,
                                "\x28\xb5\x2f\xfd"sv,
                                "\xfd"
                                "7zXZ\0"sv,
                                "BZh"sv,
                                "PK\x03\x04"sv,
                                "PK\x05\x06"sv,
                                "7z\xbc\xaf\x27\x1c"sv,
                                "\x04\x22\x4d\x18"sv};

bool is_tar(std::string_view head) { return head.size() > 262 && head.substr(257, 5) == "ustar"; }

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

// libarchive's view of a BufferedInput: one block a call.
struct Feed {
  BufferedInput* input = nullptr;
  std::size_t held = 0;  // bytes of the last block, consumed at the next call
};

la_ssize_t feed_block(archive*, void* data, const void** buffer) {
  auto& feed = *static_cast<Feed*>(data);
  feed.input->consume(feed.held);
  const std::string_view block = feed.input->available();
  feed.held = block.size();
  *buffer = block.data();
  return static_cast<la_ssize_t>(block.size());
}

Archive open_archive(Feed& feed) {
  Archive archive(archive_read_new());
  archive_read_support_filter_gzip(archive.get());
  archive_read_support_filter_bzip2(archive.get());
  archive_read_support_filter_xz(archive.get());
  archive_read_support_filter_zstd(archive.get());
  archive_read_support_filter_lz4(archive.get());
  archive_read_support_format_tar(archive.get());
  archive_read_support_format_zip_streamable(archive.get());
  archive_read_support_format_7zip(archive.get());
  archive_read_support_format_raw(archive.get());
  if (archive_read_open(archive.get(), &feed, nullptr, feed_block, nullptr) != ARCHIVE_OK) {
    return nullptr;
  }
  return archive;
}

// libarchive's words, without the counts of bytes that depend on how the file was read.
std::string reason_of(archive* archive) {
  const char* words = archive_error_string(archive);
  if (words == nullptr) return "damaged data";
  const std::string_view text = words;
  return std::string(text.substr(0, text.find(" (needed ")));
}

// The unpacked bytes of one member.
class MemberSource final : public ByteSource {
 public:
  MemberSource(archive* archive, ReadContext& context) : archive_(archive), context_(context) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const la_ssize_t got = archive_read_data(archive_, buffer.data(), buffer.size());
    if (got < 0) {
      return Error{Error::Code::kBadInput, "cannot unpack: " + reason_of(archive_)};
    }
    if (!context_.may_unpack(static_cast<std::uint64_t>(got))) {
      return Error{Error::Code::kBadInput,
                   "unpacks to more than " + std::to_string(kMaxUnpackRatio) +
                       " times its size; unpack it by hand if that is right"};
    }
    return static_cast<std::size_t>(got);
  }

 private:
  archive* archive_;
  ReadContext& context_;
};

// "news.json" for "dir/news.json.gz": the name of the only member of a compressed file.
std::string inner_name(const std::string& path) {
  const std::size_t slash = path.find_last_of("/!");
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0) name.erase(dot);
  return name;
}

bool is_hidden(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? name : name.substr(slash + 1);
  return last.empty() || last.front() == '.' || name.starts_with("__MACOSX/");
}

// Compressed files and archives, as streams and without ever writing a member to disk, so that
// names such as ../../etc can do nothing. Each member is read by the format that recognises it.
class ContainerFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    return is_tar(head) || std::any_of(kMagics.begin(), kMagics.end(), [&](std::string_view m) {
             return head.substr(0, m.size()) == m;
           });
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    if (context.depth() >= kMaxDepth) {
      return context.skip(0, "containers are nested more than " + std::to_string(kMaxDepth) +
                                 " deep; unpack the outer ones first");
    }
    Feed feed{&input, 0};
    const Archive archive = open_archive(feed);
    if (!archive) return context.skip(0, "cannot unpack: the data are damaged");
    read_members(archive.get(), context);
  }

 private:
  static void read_members(archive* archive, ReadContext& context) {
    while (!context.is_stopped()) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(archive, &entry);
      if (status == ARCHIVE_EOF) return;
      if (status < ARCHIVE_WARN) {
        return context.skip(0, "cannot unpack: " + reason_of(archive));
      }
      read_member(archive, entry, context);
    }
  }

  static void read_member(archive* archive, archive_entry* entry, ReadContext& context) {
    const bool is_raw = archive_format(archive) == ARCHIVE_FORMAT_RAW;
    if (is_raw && archive_filter_count(archive) <= 1) {
      return context.skip(0, "cannot unpack: the data are damaged");
    }
    const char* given = archive_entry_pathname_utf8(entry);
    if (given == nullptr) given = archive_entry_pathname(entry);
    const std::string name = is_raw || given == nullptr ? inner_name(context.path()) : given;
    if (!is_raw && (archive_entry_filetype(entry) == AE_IFDIR || is_hidden(name))) return;
    ReadContext member = context.member(name);
    if (!is_raw && archive_entry_filetype(entry) != AE_IFREG) {
      return member.skip(0, "a link or a device, not a file");
    }
    if (archive_entry_is_encrypted(entry) != 0) {
      return member.skip(0, "is encrypted; unpack it with its password first");
    }
    MemberSource source(archive, member);
    BufferedInput inner(source);
    read_input(inner, member);
  }
};

}  // namespace

const ArticleFormat& container_format() {
  static const ContainerFormat kFormat;
  return kFormat;
}

}  // namespace entente
