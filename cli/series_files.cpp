// See series_files.h. Files are told apart by device and number, names of files to come by their folder's real path.
#include "cli/series_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>

namespace bothy::cli {
namespace {

struct Place {
  std::string folder;
  std::string name;
};

Place place_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

std::optional<struct stat> found_at(const std::string& path) {
  struct stat out{};
  if (::stat(path.c_str(), &out) != 0) return std::nullopt;
  return out;
}

// Of the folder's real path and the name in it; as written where the folder is not there.
std::string whole_name(const std::string& path) {
  const Place place = place_of(path);
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(place.folder.c_str(), nullptr), &::free);
  return std::string(real ? real.get() : place.folder.c_str()) + "/" + place.name;
}

Did check_one(const std::string& input, const std::string& option, const std::string& path) {
  if (is_same_file(input, path))
    return trouble(Exit::named, "same_file",
                   "--" + option + " " + path +
                       " is the table itself, and it would be written over. Name another file. Nothing was written.");
  const Place place = place_of(path);
  const auto folder = found_at(place.folder);
  if (!folder || !S_ISDIR(folder->st_mode))
    return trouble(Exit::named, "no_folder",
                   "--" + option + " " + path + ": there is no folder " + place.folder +
                       ". Make it first, or name another. Nothing was written.");
  const auto there = found_at(path);
  if (place.name.empty() || (there && S_ISDIR(there->st_mode)))
    return trouble(Exit::named, "is_folder",
                   "--" + option + " " + path + " is a folder; name a file in it. Nothing was written.");
  if (::access(place.folder.c_str(), W_OK | X_OK) != 0)
    return trouble(Exit::named, "no_permission",
                   "--" + option + " " + path + ": this account may not write in the folder " + place.folder +
                       ". Name another. Nothing was written.");
  return {};
}

}  // namespace

bool is_same_file(const std::string& input, const std::string& output) {
  std::optional<struct stat> first = found_at(input);
  if (input == "-") {
    struct stat open{};
    if (::fstat(STDIN_FILENO, &open) != 0 || !S_ISREG(open.st_mode)) return false;
    first = open;
  }
  const auto second = found_at(output);
  if (first && second) return first->st_dev == second->st_dev && first->st_ino == second->st_ino;
  return input != "-" && whole_name(input) == whole_name(output);
}

Did check_series_files(const std::string& input, const std::string& forecast, const std::string& estimates) {
  if (!forecast.empty()) BOTHY_DO(check_one(input, "forecast", forecast));
  if (!estimates.empty()) BOTHY_DO(check_one(input, "estimates", estimates));
  // Here "-" is a file of that name.
  const auto plain = [](const std::string& path) { return path == "-" ? "./-" : path; };
  if (!forecast.empty() && !estimates.empty() && is_same_file(plain(forecast), plain(estimates)))
    return trouble(Exit::named, "same_file",
                   "--forecast and --estimates name one file. Name two. Nothing was written.");
  return {};
}

}  // namespace bothy::cli
