// bothy-train coach|guard|emotion ...: trains the tables of core/coach/learned from content/language and from found
// data. Writes each with a manifest of what went in. Called by `./bothy train`; the built program only reads what it
// wrote.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "lab/train/agreement.h"
#include "lab/train/coach.h"
#include "lab/train/emotion.h"
#include "lab/train/everyday.h"
#include "lab/train/guard.h"
#include "lab/train/manifest.h"

namespace {

using namespace bothy;
using namespace bothy::train;

std::map<std::string, std::string> options(int argc, char** argv, int from) {
  std::map<std::string, std::string> out;
  for (int i = from; i + 1 < argc; i += 2) out[argv[i]] = argv[i + 1];
  return out;
}

double number(const std::map<std::string, std::string>& given, const char* name, double usual) {
  const auto at = given.find(name);
  return at == given.end() ? usual : std::atof(at->second.c_str());
}

void fit_options(const std::map<std::string, std::string>& given, FitOptions& fit) {
  fit.rows = static_cast<std::size_t>(number(given, "--rows", static_cast<double>(fit.rows)));
  fit.cost = number(given, "--cost", fit.cost);
  fit.often = number(given, "--often", fit.often);
  fit.least_families = static_cast<std::uint32_t>(number(given, "--least-families", fit.least_families));
  fit.coarse = static_cast<int>(number(given, "--coarse", fit.coarse));
  fit.balance = number(given, "--balance", fit.balance);
  fit.threads = static_cast<unsigned>(number(given, "--threads", fit.threads));
}

Value told(const FitOptions& fit, unsigned folds) {
  Value out;
  out.set("rows", static_cast<std::int64_t>(fit.rows)).set("often", fit.often);
  out.set("cost", fit.cost).set("balance", fit.balance);
  out.set("least_families", static_cast<std::int64_t>(fit.least_families))
      .set("coarse", fit.coarse)
      .set("folds", folds);
  return out;
}

Value told(const Counts& c) {
  Value out;
  out.set("n", static_cast<std::int64_t>(c.hit + c.missed)).set("precision", c.precision()).set("recall", c.recall());
  return out.set("f1", c.f1());
}

// The rules and the vocabulary that the features were made with.
std::vector<std::string> english_files() {
  auto out = files_in(BOTHY_ROOT "/core/coach/english", ".words");
  for (const char* ending : {".rules", ".forms"}) {
    const auto more = files_in(BOTHY_ROOT "/core/coach/english", ending);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

Value manifest_of(const char* made_by, const std::vector<std::string>& data, std::string_view licence) {
  Value out;
  out.set("made_by", made_by).set("data", sources(data, BOTHY_ROOT "/", licence));
  return out.set("english", sources(english_files(), BOTHY_ROOT "/", "CC0-1.0"));
}

template <class T>
void write(const std::filesystem::path& path, const std::vector<T>& values) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

void print(const char* name, const Scores& s, bool each) {
  for (std::size_t l = 0; each && l < coach::label_count; ++l) {
    const Counts& c = s.labels[l];
    std::printf("%-12s n %4zu  precision %.3f  recall %.3f  F1 %.3f\n", coach::label_names[l].data(), c.hit + c.missed,
                c.precision(), c.recall(), c.f1());
  }
  std::printf("%s: macro F1 %.4f, harm %.4f, care %.4f; any harm precision %.3f recall %.3f, false alarms %.3f\n", name,
              s.macro(), s.macro(0, coach::harm_count), s.macro(coach::harm_count), s.any_harm.precision(),
              s.any_harm.recall(), s.false_alarms());
}

Scores held_out_scores(const CoachModel& model, const std::vector<Message>& messages) {
  coach::Reader reader(coach::english(), {*coach::Table::of(model.table), model.fuse});
  Scores s;
  for (const Message& m : messages) {
    if (part_of(m.family) == held_out) s.count(m.labels, reader.read(m.text).labels);
  }
  return s;
}

// Where the folder of found data is, or nothing.
std::string everyday_folder(const std::map<std::string, std::string>& given) {
  const auto at = given.find("--everyday");
  return at == given.end() ? "" : at->second;
}

template <class Authored>
void add_everyday(const std::string& folder, bool neutral, std::vector<Authored>& out) {
  for (std::string& text : read_everyday(folder, "train", neutral)) {
    Authored& one = out.emplace_back();
    one.family = "everyday." + std::to_string(out.size());
    one.text = std::move(text);
    one.found = true;
  }
}

// What went in beside the authored files.
void name_everyday(Value& manifest, const std::string& folder) {
  if (folder.empty()) return;
  const auto files = everyday_files(folder, "train");
  manifest.set("everyday", sources(files, folder + "/", "GoEmotions Apache-2.0, CaSiNo and politeness CC BY 4.0"));
}

// Real people's harmless words that the model has not seen, and what is made of them.
void print_everyday(const CoachModel& model, const std::string& folder) {
  if (folder.empty()) return;
  coach::Reader reader(coach::english(), {*coach::Table::of(model.table), model.fuse});
  std::size_t told = 0;
  std::size_t shown = 0;
  const auto texts = read_everyday(folder, "dev", false);
  for (const std::string& text : texts) {
    const coach::Reading& reading = reader.read(text);
    told += (reading.labels & coach::harm_labels) != 0 ? 1 : 0;
    shown += std::ranges::any_of(reading.findings, [](const auto& f) { return f.sure && coach::is_harm(f.label); });
  }
  std::printf("of %zu everyday texts of real people harm is heard in %zu, and shown in %zu\n", texts.size(), told, shown);
}

void print_everyday(const GuardModel& model, const std::string& folder) {
  if (folder.empty()) return;
  guard::Guard reader(coach::english(), {*coach::Table::of(model.table), model.fuse});
  std::array<std::size_t, 4> tiers{};
  const auto texts = read_everyday(folder, "dev", true);
  for (const std::string& text : texts) ++tiers[static_cast<std::size_t>(reader.read(text).tier)];
  std::printf("of %zu everyday texts of real people T1 %zu, T2 %zu, T3 %zu\n", texts.size(), tiers[1], tiers[2], tiers[3]);
}

int coach_command(int argc, char** argv) {
  const auto given = options(argc, argv, 4);
  std::vector<Fault> faults;
  const auto messages = read_messages(argv[2], faults);
  for (const Fault& f : faults) std::fprintf(stderr, "%s:%d: %s\n", f.file.c_str(), f.line, f.text.c_str());
  if (!faults.empty()) return 1;
  CoachOptions how;
  fit_options(given, how.fit);
  how.folds = static_cast<unsigned>(number(given, "--folds", how.folds));
  how.harm_precision = number(given, "--harm-precision", how.harm_precision);
  how.seen = seen_by_rules(std::string(argv[2]) + "/..", "coach");
  auto learned_from = messages;
  const std::string found = everyday_folder(given);
  add_everyday(found, false, learned_from);
  const CoachModel model = train_coach(coach::english(), learned_from, how);
  print("unseen families", model.across, true);
  print("held-out families", held_out_scores(model, messages), false);
  print_everyday(model, found);
  write(std::filesystem::path(argv[3]) / "coach.table", model.table);
  write(std::filesystem::path(argv[3]) / "coach.fuse", model.fuse);
  Value manifest = manifest_of("bothy-train coach", files_in(argv[2], ".tsv"), "CC0-1.0");
  name_everyday(manifest, found);
  Value labels;
  for (std::size_t l = 0; l < coach::label_count; ++l) labels.set(coach::label_names[l], told(model.across.labels[l]));
  Value measures;
  measures.set("macro_f1", model.across.macro()).set("any_harm", told(model.across.any_harm));
  measures.set("false_alarms", model.across.false_alarms()).set("calibration_error", model.calibration_error);
  manifest.set("options", told(how.fit, how.folds)).set("unseen_families", std::move(measures));
  write_manifest(argv[3], "coach", manifest.set("labels", std::move(labels)));
  return 0;
}

GuardScores held_out_guard(const GuardModel& model, const std::vector<Signal>& signals,
                           const std::vector<Signal>& quarrels) {
  guard::Guard reader(coach::english(), {*coach::Table::of(model.table), model.fuse});
  GuardScores scores;
  for (const Signal& s : signals) {
    if (part_of(s.family) == held_out) scores.count(s, reader.read(s.text));
  }
  for (const Signal& s : quarrels) {
    if (part_of(s.family) != held_out) continue;
    const guard::Alarm told = reader.read(s.text);
    scores.count_quarrel(told);
    if (!s.harsh) scores.count_kind(told);
  }
  return scores;
}

// One line each: what it was written as, what was told, the text.
void write_wrong(const std::string& path, const GuardModel& model) {
  std::ofstream out(path);
  for (const auto& [truth, told] : model.wrong) {
    const auto words = [&](std::uint32_t signs, guard::Tier tier) {
      out << guard::tier_names[static_cast<std::size_t>(tier)];
      for (std::size_t s = 0; s < guard::sign_count; ++s) {
        if ((signs >> s & 1U) != 0) out << ' ' << guard::sign_names[s];
      }
      out << '\t';
    };
    words(truth.signs, truth.tier);
    words(told.signs, told.tier);
    out << truth.file << '\t' << truth.text << '\n';
  }
}

int guard_command(int argc, char** argv) {
  const auto given = options(argc, argv, 5);
  std::vector<Fault> faults;
  const auto signals = read_signals(argv[2], faults);
  const auto quarrels = ordinary_from(read_messages(argv[3], faults));
  for (const Fault& f : faults) std::fprintf(stderr, "%s:%d: %s\n", f.file.c_str(), f.line, f.text.c_str());
  if (!faults.empty()) return 1;
  GuardOptions how;
  fit_options(given, how.fit);
  how.folds = static_cast<unsigned>(number(given, "--folds", how.folds));
  how.seen = seen_by_rules(std::string(argv[2]) + "/..", "guard");
  how.false_alarm = number(given, "--false-alarm", how.false_alarm);
  auto learned_from = signals;
  const std::string found = everyday_folder(given);
  add_everyday(found, true, learned_from);
  const GuardModel model = train_guard(coach::english(), learned_from, quarrels, how);
  model.across.print("unseen families");
  model.across.print_choices();
  if (given.contains("--wrong")) write_wrong(given.at("--wrong"), model);
  held_out_guard(model, signals, quarrels).print("held-out families");
  print_everyday(model, found);
  write(std::filesystem::path(argv[4]) / "guard.table", model.table);
  write(std::filesystem::path(argv[4]) / "guard.fuse", model.fuse);
  auto data = files_in(argv[2], ".tsv");
  const auto ordinary = files_in(argv[3], ".tsv");
  data.insert(data.end(), ordinary.begin(), ordinary.end());
  Value manifest = manifest_of("bothy-train guard", data, "CC0-1.0");
  name_everyday(manifest, found);
  Value measures;
  const GuardScores& s = model.across;
  measures.set("danger", told(s.danger))
      .set("t3", told(s.t3))
      .set("now", told(s.now))
      .set("fear_control", told(s.fear_control));
  measures.set("look_alikes_alarmed", Counts::ratio(s.danger.added, s.safe));
  measures.set("quarrels", static_cast<std::int64_t>(s.quarrels))
      .set("quarrels_t3", static_cast<std::int64_t>(s.quarrels_t3));
  manifest.set("options", told(how.fit, how.folds)).set("unseen_families", std::move(measures));
  write_manifest(argv[4], "guard", manifest);
  return 0;
}

void print(const char* name, const EmotionScores& s) {
  for (std::size_t e = 0; e < coach::emotion_count; ++e) {
    const Counts& c = s.emotions[e];
    std::printf("%-14s n %5zu  precision %.3f  recall %.3f  F1 %.3f\n", coach::emotion_names[e].data(),
                c.hit + c.missed, c.precision(), c.recall(), c.f1());
  }
  std::printf("%s: macro F1 %.4f\n", name, s.macro());
}

// With `--keep-dev 1` the dev split is only scored; else what is written has learned from it too.
int emotion_command(int argc, char** argv) {
  const auto given = options(argc, argv, 4);
  const std::string folder = std::string(argv[2]) + "/goemotions.";
  std::vector<Felt> texts = read_felt(folder + "train.tsv.gz");
  const std::vector<Felt> dev = read_felt(folder + "dev.tsv.gz");
  if (texts.empty() || dev.empty()) {
    std::fprintf(stderr, "no goemotions.train.tsv.gz and goemotions.dev.tsv.gz in %s\n", argv[2]);
    return 1;
  }
  const bool keep_dev = number(given, "--keep-dev", 0) != 0;
  if (!keep_dev) texts.insert(texts.end(), dev.begin(), dev.end());
  EmotionOptions how;
  fit_options(given, how.fit);
  how.folds = static_cast<unsigned>(number(given, "--folds", how.folds));
  how.only_try = number(given, "--only-try", 0) != 0;
  const EmotionModel model = train_emotion(coach::english(), texts, how);
  print("unseen texts", model.across);
  if (how.only_try) return 0;
  if (keep_dev) print("dev split", scores_of(coach::english(), model, dev));
  write(std::filesystem::path(argv[3]) / "emotion.table", model.table);
  write(std::filesystem::path(argv[3]) / "emotion.cuts", model.cuts);
  Value manifest;
  std::vector<std::string> data = {folder + "train.tsv.gz"};
  if (!keep_dev) data.push_back(folder + "dev.tsv.gz");
  manifest.set("made_by", "bothy-train emotion").set("data", sources(data, std::string(argv[2]) + "/", "Apache-2.0"));
  manifest.set("english", sources(english_files(), BOTHY_ROOT "/", "CC0-1.0")).set("options", told(how.fit, how.folds));
  write_manifest(argv[3], "emotion", manifest.set("macro_f1_of_unseen_texts", model.across.macro()));
  return 0;
}

int agreement_command(char** argv) {
  const std::string folder = argv[2];
  std::vector<Fault> faults;
  const auto messages = read_messages(folder + "/coach", faults);
  const Agreement a = agreement(folder + "/second.tsv", messages, faults);
  for (const Fault& f : faults) std::fprintf(stderr, "%s:%d: %s\n", f.file.c_str(), f.line, f.text.c_str());
  if (!faults.empty() || a.messages == 0) return 1;
  double sum = 0;
  for (std::size_t l = 0; l < coach::label_count; ++l) {
    sum += a.kappa(l);
    std::printf("%-12s n %4zu  kappa %.3f  F1 %.3f\n", coach::label_names[l].data(),
                a.scores.labels[l].hit + a.scores.labels[l].missed, a.kappa(l), a.scores.labels[l].f1());
  }
  std::printf("%zu messages labelled twice: %.3f of them alike, mean kappa %.3f, macro F1 %.3f; any harm F1 %.3f\n",
              a.messages, Counts::ratio(a.alike, a.messages), sum / coach::label_count, a.scores.macro(),
              a.scores.any_harm.f1());
  const GuardAgreement g = agreement(folder + "/second_guard.tsv", read_signals(folder + "/guard", faults), faults);
  for (const Fault& f : faults) std::fprintf(stderr, "%s:%d: %s\n", f.file.c_str(), f.line, f.text.c_str());
  if (!faults.empty() || g.texts == 0) return 1;
  std::printf(
      "%zu texts of the guard labelled twice: same tier %.3f; danger kappa %.3f, recall %.3f; T3 kappa %.3f, "
      "recall %.3f; same voice %.3f\n",
      g.texts, Counts::ratio(g.tiers, g.texts), kappa(g.danger, g.texts), g.danger.recall(), kappa(g.urgent, g.texts),
      g.urgent.recall(), Counts::ratio(g.voices, g.danger.hit));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 4 && std::strcmp(argv[1], "coach") == 0) return coach_command(argc, argv);
  if (argc >= 5 && std::strcmp(argv[1], "guard") == 0) return guard_command(argc, argv);
  if (argc >= 3 && std::strcmp(argv[1], "agreement") == 0) return agreement_command(argv);
  if (argc >= 4 && std::strcmp(argv[1], "emotion") == 0) return emotion_command(argc, argv);
  std::fprintf(stderr,
               "usage: bothy-train coach MESSAGES OUT [--everyday FOLDER] [options]\n"
               "       bothy-train guard SIGNALS MESSAGES OUT [--everyday FOLDER] [--false-alarm SHARE] [--wrong FILE] "
               "[options]\n"
               "       bothy-train emotion FOUND OUT [--keep-dev 1] [--only-try 1] [options]\n"
               "       bothy-train agreement FOLDER\n"
               "options: --rows N --often POWER --cost C --coarse STEP --balance B --folds N --threads N\n");
  return 2;
}
