#include <string>
#include <vector>

#include "storage/repair.h"
#include "tools/command.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class DoctorCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"doctor", "Check every entry of a store against what it is derived from; repair it",
            "entente doctor --db store\n"
            "entente doctor --repair --db store"};
  }

  void declare(OptionTable& options) override {
    options.add_flag("--repair", repair_,
                     "make indexes, lists, names and counts anew where they are wrong");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    return repair_ ? repair(console) : check(console);
  }

 private:
  ExitCode check(const Console& console) const {
    const auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    const auto findings = (*store)->verify();
    if (!findings.ok()) return console.fail(findings.error());
    for (const std::string& finding : *findings) console.out << finding << '\n';
    if (findings->empty()) {
      console.out << "the store is sound\n";
      return ExitCode::kDone;
    }
    console.say(
        "the store is not sound; what follows from the rest is made anew by: entente "
        "doctor --repair --db " +
        *store_.path());
    return ExitCode::kFailed;
  }

  ExitCode repair(const Console& console) const {
    const Result<std::string> path = store_.path();
    if (!path.ok()) return console.fail(path.error());
    const auto report = repair_rocks_store(*path);
    if (!report.ok()) return console.fail(report.error());
    for (const std::string& sentence : report->done) console.out << sentence << '\n';
    for (const std::string& finding : report->left) console.out << finding << '\n';
    if (report->left.empty()) {
      console.out << "the store is sound\n";
      return ExitCode::kDone;
    }
    console.say(
        "what is left cannot be repaired; restore a backup with: entente restore BACKUP "
        "--db NEW-FOLDER, or ingest the articles into a new folder");
    return ExitCode::kFailed;
  }

  bool repair_ = false;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_doctor_command() { return std::make_unique<DoctorCommand>(); }

}  // namespace entente
