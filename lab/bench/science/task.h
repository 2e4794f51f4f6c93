// What every part of the validation is given, and the parts themselves in the order in which they are printed.
// Called by the main program of `bothy bench science`.
#pragma once
#include <cstddef>
#include <string>

#include "lab/bench/science/report.h"
#include "lab/bench/science/svg.h"

namespace bothy::science {

struct Task {
  Report report;
  std::size_t draws = 1'000;  // couples for calibration and recovery; the other parts take their share of it
  std::string pictures;       // folder for the drawings

  /// Writes a picture and points to it in the report. False, and a line on stderr, when it cannot be written.
  void show(const std::string& file, const Picture& picture);
  bool written = true;
};

void laws(Task& task);
void calibration(Task& task);
void recovery(Task& task);
void sources(Task& task);
void misfit(Task& task);
void predictive(Task& task);
void held_out(Task& task);
void ablations(Task& task);
void refits(Task& task);

}  // namespace bothy::science
