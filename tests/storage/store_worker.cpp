// A second process for the store tests: RocksDB does not survive fork(), so they start this one.
//   store_worker ingest DIR COUNT     puts numbered articles, prints each number once acknowledged
//   store_worker hold DIR             opens for writing, prints "open", waits for its stdin to end
//   store_worker full_disk DIR        fills a disk of few megabytes mounted on DIR
//   store_worker read_only_disk DIR   uses a store on a file system mounted read-only
// Exit code 0: all as it should be; 1: not, with the reason on stderr; 77: mounting is not allowed.
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "storage/store.h"
#include "tests/storage/numbered.h"

namespace entente {
namespace {

constexpr int kWrong = 1;
constexpr int kNoPermission = 77;

int wrong(const std::string& words) {
  std::cerr << words << '\n';
  return kWrong;
}

int ingest(const std::string& path, int count) {
  auto store = open_rocks_store(path, OpenMode::kReadWrite);
  if (!store) return wrong(store.error().message);
  for (int i = 0; i < count; ++i) {
    const auto put = (*store)->put(sample::numbered(i), "v1");
    if (!put) return wrong(put.error().message);
    std::cout << i << std::endl;
  }
  return 0;
}

int hold(const std::string& path) {
  auto store = open_rocks_store(path, OpenMode::kReadWrite);
  if (!store) return wrong(store.error().message);
  std::cout << "open" << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  return 0;
}

// Mounts are seen by this process only and vanish with it.
bool enter_private_mounts() {
  if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

// Puts articles until the disk is full; returns how many were acknowledged.
int fill(Store& store, Error& failure) {
  for (int i = 0;; ++i) {
    ArticleRelations article = sample::numbered(i);
    for (int line = 0; line < 2000; ++line) {  // hard to compress
      article.article.text += std::to_string((line + i) * 2654435761u) + " ";
    }
    const auto put = store.put(article, "v1");
    if (put.ok()) continue;
    failure = put.error();
    return i;
  }
}

int full_disk(const std::string& path) {
  if (!enter_private_mounts()) return kNoPermission;
  if (::mount("none", path.c_str(), "tmpfs", 0, "size=4m") != 0) return kNoPermission;
  std::ofstream(path + "/ballast") << std::string(1 << 20, 'x');
  int acknowledged = 0;
  {
    auto store = open_rocks_store(path + "/db", OpenMode::kReadWrite);
    if (!store) return wrong(store.error().message);
    Error failure;
    acknowledged = fill(**store, failure);
    std::cout << acknowledged << " articles, then: " << failure.message << '\n';
    if (failure.code != Error::Code::kIo) return wrong("not kIo: " + failure.message);
    if (failure.message.find("no space left") == std::string::npos) return wrong(failure.message);
  }
  std::filesystem::remove(path + "/ballast");
  auto store = open_rocks_store(path + "/db", OpenMode::kReadWrite);
  if (!store) return wrong("after making room: " + store.error().message);
  const auto findings = (*store)->verify();
  if (!findings) return wrong(findings.error().message);
  if (!findings->empty()) return wrong(findings->front());
  const int stored = static_cast<int>((*store)->counts()->articles);
  if (stored != acknowledged) return wrong("stored " + std::to_string(stored));
  return (*store)->put(sample::numbered(acknowledged), "v1").ok() ? 0 : wrong("no further put");
}

int read_only_disk(const std::string& path) {
  if (!enter_private_mounts()) return kNoPermission;
  if (::mount("none", path.c_str(), "tmpfs", 0, "size=64m") != 0) return kNoPermission;
  if (const int code = ingest(path + "/db", 3); code != 0) return code;
  if (::mount(nullptr, path.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) {
    return kNoPermission;
  }
  const auto writer = open_rocks_store(path + "/db", OpenMode::kReadWrite);
  if (writer.ok()) return wrong("opened for writing");
  std::cout << writer.error().message << '\n';
  if (writer.error().code != Error::Code::kIo) return wrong("not kIo");
  const auto reader = open_rocks_store(path + "/db", OpenMode::kReadOnly);
  if (!reader) return wrong(reader.error().message);
  if ((*reader)->counts()->articles != 3) return wrong("not three articles");
  const auto created = open_rocks_store(path + "/new", OpenMode::kReadWrite);
  if (created.ok() || created.error().code != Error::Code::kIo) return wrong("created a store");
  std::cout << created.error().message << '\n';
  return 0;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  const std::string mode = argc > 2 ? argv[1] : "";
  if (mode == "ingest" && argc > 3) return entente::ingest(argv[2], std::stoi(argv[3]));
  if (mode == "hold") return entente::hold(argv[2]);
  if (mode == "full_disk") return entente::full_disk(argv[2]);
  if (mode == "read_only_disk") return entente::read_only_disk(argv[2]);
  std::cerr << "usage: store_worker ingest|hold|full_disk|read_only_disk DIR [COUNT]\n";
  return 2;
}
