// See run.h. This file: seeds over several processes, each with its own memory; results come back as lines in a pipe.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>

#include "lab/sim/run.h"

namespace bothy::sim {
namespace {

constexpr unsigned most_seconds = 300;

/// A verdict on its way through a pipe: this header, then the story.
struct Line {
  std::uint64_t seed;
  std::uint64_t calls;
  std::uint64_t messages;
  std::uint64_t frames;
  std::uint8_t trace[32];
  std::uint32_t story_size;
  std::uint8_t holds;
};

bool write_all(int to, const void* from, std::size_t size) {
  const auto* at = static_cast<const char*>(from);
  while (size > 0) {
    const ssize_t n = ::write(to, at, size);
    if (n <= 0) return false;
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

bool read_all(int from, void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t n = ::read(from, at, size);
    if (n <= 0) return false;
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

struct Tally {
  std::uint64_t done = 0;
  std::uint64_t calls = 0;
  std::uint64_t messages = 0;
  std::uint64_t frames = 0;
  int broke = 0;
  std::map<std::uint64_t, Block<32>> traces;
};

void count(const Batch& batch, std::uint64_t seed, const Verdict& verdict, Tally& tally) {
  ++tally.done;
  tally.calls += verdict.calls;
  tally.messages += verdict.messages;
  tally.frames += verdict.frames;
  tally.traces[seed] = verdict.trace;
  if (!verdict.holds) {
    ++tally.broke;
    std::printf("\n%s", verdict.story.c_str());
  }
  const std::uint64_t all = batch.last - batch.first + 1;
  if (::isatty(1) != 0) std::printf("\r%s: %llu of %llu", batch.name, static_cast<unsigned long long>(tally.done), static_cast<unsigned long long>(all));
  std::fflush(stdout);
}

bool report(std::uint64_t seed, const Verdict& verdict, int to) {
  Line line{seed, verdict.calls, verdict.messages, verdict.frames, {}, static_cast<std::uint32_t>(verdict.story.size()), verdict.holds ? std::uint8_t{1} : std::uint8_t{0}};
  std::memcpy(line.trace, verdict.trace.data(), sizeof line.trace);
  return write_all(to, &line, sizeof line) && write_all(to, verdict.story.data(), verdict.story.size());
}

// A life that ends its process, or does not end in time, is a verdict too.
Verdict ended_early(std::uint64_t seed, int status) {
  const bool late = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
  Verdict out;
  out.holds = false;
  out.story = "seed " + std::to_string(seed) + (late ? ": did not end in " + std::to_string(most_seconds) + " s\n" : ": its process ended with status " + std::to_string(status) + "\n");
  return out;
}

// Every jobs-th seed, each in a process of its own.
void work(const Batch& batch, int job, int to) {
  for (std::uint64_t seed = batch.first + static_cast<std::uint64_t>(job); seed <= batch.last; seed += static_cast<std::uint64_t>(batch.jobs)) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::alarm(most_seconds);
      Setup setup = batch.setup;
      setup.seed = seed;
      ::_exit(report(seed, batch.run(setup), to) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0 && !report(seed, ended_early(seed, status), to)) return;
  }
}

bool take_one(const Batch& batch, int from, Tally& tally) {
  Line line{};
  if (!read_all(from, &line, sizeof line)) return false;
  Verdict verdict;
  verdict.story.resize(line.story_size);
  if (!read_all(from, verdict.story.data(), line.story_size)) return false;
  verdict.holds = line.holds == 1;
  verdict.calls = line.calls;
  verdict.messages = line.messages;
  verdict.frames = line.frames;
  std::memcpy(verdict.trace.data(), line.trace, sizeof line.trace);
  count(batch, line.seed, verdict, tally);
  return true;
}

void gather(const Batch& batch, Tally& tally) {
  std::vector<pollfd> pipes;
  std::vector<pid_t> children;
  for (int job = 0; job < batch.jobs; ++job) {
    int ends[2];
    if (::pipe(ends) != 0) break;
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      work(batch, job, ends[1]);
      ::_exit(0);
    }
    ::close(ends[1]);
    children.push_back(child);
    pipes.push_back({ends[0], POLLIN, 0});
  }
  std::size_t open = pipes.size();
  while (open > 0 && ::poll(pipes.data(), pipes.size(), -1) > 0) {
    for (auto& end : pipes) {
      if (end.fd < 0 || end.revents == 0 || take_one(batch, end.fd, tally)) continue;
      ::close(end.fd);
      end.fd = -1;
      --open;
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) continue;
    ++tally.broke;
    std::printf("\na process of the simulator ended early (status %d); run its seeds with --jobs 1\n", status);
  }
}

}  // namespace

int run_batch(const Batch& batch) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  Tally tally;
  if (batch.jobs <= 1) {
    for (std::uint64_t seed = batch.first; seed <= batch.last; ++seed) {
      Setup setup = batch.setup;
      setup.seed = seed;
      count(batch, seed, batch.run(setup), tally);
    }
  } else {
    gather(batch, tally);
  }
  Trace all;
  for (const auto& [seed, trace] : tally.traces) all.note(seed, trace);
  const auto seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("%s%s: %llu seeds of %d steps, %d broke; %llu calls of the door, %llu messages, %llu frames; trace %s; %.1f s\n",
              ::isatty(1) != 0 ? "\r" : "", batch.name, static_cast<unsigned long long>(tally.done), batch.setup.ops, tally.broke,
              static_cast<unsigned long long>(tally.calls), static_cast<unsigned long long>(tally.messages),
              static_cast<unsigned long long>(tally.frames), to_hex(ByteSpan(all.digest())).substr(0, 16).c_str(), seconds);
  const std::uint64_t missing = batch.last - batch.first + 1 - tally.done;
  return tally.broke + (missing > 0 ? 1 : 0);
}

}  // namespace bothy::sim
