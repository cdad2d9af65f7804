#include <string>

#include "storage/store_copy.h"
#include "tools/command.h"
#include "tools/store_access.h"

namespace entente {
namespace {

void say_done(const Console& console, const std::string& what, const CopyReport& report) {
  console.say(what + ": " + std::to_string(report.files) + " files, " +
              std::to_string(report.bytes) + " bytes");
}

class BackupCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"backup", "Copy a store, as it is at one moment, to a new folder",
            "entente backup saved/2024-05-01 --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("DIR", to_, "new folder for the copy, which is a store itself");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    const Result<std::string> path = store_.path();
    if (!path.ok()) return console.fail(path.error());
    const Result<CopyReport> report = copy_store(*path, to_, CopyCheck::kChecksums);
    if (!report.ok()) return console.fail(report.error());
    say_done(console, "the store was saved in '" + to_ + "'", *report);
    return ExitCode::kDone;
  }

 private:
  std::string to_;
  StoreOption store_;
};

class RestoreCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"restore", "Make a store out of a backup, and check every entry of it",
            "entente restore saved/2024-05-01 --db store"};
  }

  void declare(OptionTable& options) override {
    options.require("DIR", from_, "folder that 'entente backup' made");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    const Result<std::string> path = store_.path();
    if (!path.ok()) return console.fail(path.error());
    const Result<CopyReport> report = copy_store(from_, *path, CopyCheck::kWhole);
    if (!report.ok()) return console.fail(report.error());
    say_done(console, "the store in '" + *path + "' is restored and sound", *report);
    return ExitCode::kDone;
  }

 private:
  std::string from_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_backup_command() { return std::make_unique<BackupCommand>(); }
std::unique_ptr<Command> make_restore_command() { return std::make_unique<RestoreCommand>(); }

}  // namespace entente
