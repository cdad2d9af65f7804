#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/check.h"

namespace entente {

// An expected failure: what kind, and one sentence for the person at the keyboard that names the
// offending value and says what to do about it.
struct Error {
  enum class Code {
    kBadInput,     // the data is wrong: malformed JSON, invalid date, unreadable encoding
    kNotFound,     // a file, an article or an actor that was asked for is not there
    kIo,           // the operating system refused: disk full, permission, read error
    kBusy,         // another process holds the store
    kUnsupported,  // the format is known but newer than this program, or a feature is not built in
    kCorrupt,      // bytes that this program wrote earlier no longer check out
    kUsage,        // the caller's options contradict each other
  };
  Code code = Code::kBadInput;
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

// A value or the reason why there is none; the compiler warns when it is ignored.
// Access to value() of a failed result is a broken promise and ends the program.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  const T& value() const& {
    ENTENTE_CHECK(ok(), "value() of a failed Result");
    return std::get<T>(state_);
  }
  T& value() & {
    ENTENTE_CHECK(ok(), "value() of a failed Result");
    return std::get<T>(state_);
  }
  // By value, so that `for (auto& x : *list())` does not outlive what it walks.
  T value() && {
    ENTENTE_CHECK(ok(), "value() of a failed Result");
    return std::get<T>(std::move(state_));
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    ENTENTE_CHECK(!ok(), "error() of a Result that succeeded");
    return std::get<Error>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

// Success without a value, or the reason of the failure. `return {};` means success.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    ENTENTE_CHECK(!ok(), "error() of a Result that succeeded");
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace entente
