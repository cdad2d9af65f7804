#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class DoctorCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"doctor", "Check every entry of a store against what it is derived from",
            "entente doctor --db store"};
  }

  void declare(OptionTable& options) override { store_.declare(options); }

  ExitCode run(const Console& console) override {
    const auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    const auto findings = (*store)->verify();
    if (!findings.ok()) return console.fail(findings.error());
    for (const std::string& finding : *findings) console.out << finding << '\n';
    if (!findings->empty()) return ExitCode::kFailed;
    console.out << "the store is sound\n";
    return ExitCode::kDone;
  }

 private:
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_doctor_command() { return std::make_unique<DoctorCommand>(); }

}  // namespace entente
