// `bothy bench science`: the engine validated. Laws, calibration, recovery, misfit, predictive checks, ablations and
// refits, as tables on the terminal and in docs/validation.md with pictures beside it. The same draws give the same
// figures. Options: --draws N, --only PART, --docs FOLDER.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "lab/bench/science/task.h"

namespace bothy::science {

void Task::show(const std::string& file, const Picture& picture) {
  std::ofstream out(pictures + "/" + file);
  out << drawn(picture);
  if (!out.flush()) {
    std::fprintf(stderr, "cannot write %s/%s; give a folder that can be written to with --docs\n", pictures.c_str(),
                 file.c_str());
    written = false;
  }
  report.picture(file, picture.what);
}

namespace {

struct Part {
  const char* name;
  void (*run)(Task&);
};

constexpr Part parts[] = {{"laws", laws},         {"calibration", calibration}, {"recovery", recovery},
                          {"sources", sources},   {"misfit", misfit},           {"predictive", predictive},
                          {"held out", held_out}, {"ablations", ablations},     {"refits", refits}};

constexpr const char* head =
    "# Validation of the engine\n\n"
    "Written by `./bothy bench science`; do not edit. What the words mean is in [science.md](science.md). Everything "
    "here\n"
    "is about made-up couples unless it says otherwise: it shows that the engine does what it claims, not that people "
    "are "
    "like that.\n";

int validate(Task& task, const std::string& only, const std::string& docs) {
  task.pictures = docs + "/img/validation";
  std::error_code error;
  std::filesystem::create_directories(task.pictures, error);
  for (const Part& part : parts)
    if (only.empty() || only == part.name) part.run(task);
  if (only.empty()) {
    std::ofstream out(docs + "/validation.md");
    out << head << task.report.text();
    task.written = task.written && out.flush().good();
    if (!out.good()) std::fprintf(stderr, "cannot write %s/validation.md\n", docs.c_str());
  }
  return task.written ? 0 : 1;
}

}  // namespace
}  // namespace bothy::science

int main(int argc, char** argv) {
  bothy::science::Task task;
  std::string only;
  std::string docs = "docs";
  for (int i = 1; i < argc; i += 2) {
    const bool known = std::strcmp(argv[i], "--draws") == 0 || std::strcmp(argv[i], "--only") == 0 ||
                       std::strcmp(argv[i], "--docs") == 0;
    if (!known || i + 1 == argc) {
      std::fprintf(stderr, "give --draws N, --only PART or --docs FOLDER, each with its value\n");
      return 2;
    }
    if (argv[i][2] == 'o') only = argv[i + 1];
    if (std::strcmp(argv[i], "--docs") == 0) docs = argv[i + 1];
    if (std::strcmp(argv[i], "--draws") == 0) task.draws = std::strtoull(argv[i + 1], nullptr, 10);
  }
  if (task.draws < 20) {
    std::fprintf(stderr, "--draws wants a number from 20 up\n");
    return 2;
  }
  return bothy::science::validate(task, only, docs);
}
