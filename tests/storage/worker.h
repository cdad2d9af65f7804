#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

extern char** environ;

namespace entente::sample {

// The program store_worker in its own process, with pipes to its stdin and from its stdout. Killed
// and waited for at the end if it is still running.
class Worker {
 public:
  explicit Worker(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), ENTENTE_STORE_WORKER);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) return;
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    if (::posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0) pid_ = -1;
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    to_worker_ = in[1];
    from_worker_ = out[0];
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() {
    kill();
    ::close(from_worker_);
  }

  pid_t pid() const { return pid_; }

  // The next line that it prints, without the line break; empty at the end.
  std::string line() {
    std::string text;
    char c = 0;
    while (::read(from_worker_, &c, 1) == 1 && c != '\n') text.push_back(c);
    return text;
  }

  std::string rest() {
    std::string text;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(from_worker_, buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }

  // Ends its stdin and waits for it; its exit code, or -1 if a signal ended it.
  int finish() {
    if (to_worker_ >= 0) ::close(to_worker_);
    to_worker_ = -1;
    int status = 0;
    if (pid_ <= 0 || ::waitpid(pid_, &status, 0) != pid_) return -1;
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // As kill -9 does, at once.
  void kill() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
    finish();
  }

 private:
  pid_t pid_ = -1;
  int to_worker_ = -1;
  int from_worker_ = -1;
};

}  // namespace entente::sample
