// Passphrases and recovery words as they come in: asked at the terminal without echo, from a descriptor or a file.
// Never from the command line or the environment, where other programs can read them. Called by Context.
#pragma once
#include "cli/args.h"

namespace bothy::cli {

/// Text that is wiped when it goes out of scope, and cannot be copied by accident.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept : text_(std::exchange(other.text_, {})) {}
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

/// Which secret is wanted: the options that can bring it and the words to ask with.
struct SecretAsk {
  std::string_view fd_option;
  std::string_view file_option;
  std::string_view prompt;
  std::string_view again;  ///< asks a second time when not empty, for a new passphrase
  bool echo = false;       ///< 24 words are easier to type when one sees them
};

inline constexpr SecretAsk ask_passphrase{"passphrase-fd", "passphrase-file", "Passphrase of my room: ", "", false};
inline constexpr SecretAsk ask_first_lock{"passphrase-fd", "passphrase-file",
                                          "New passphrase (15 characters or 4 words): ", "The same once more: ", false};
inline constexpr SecretAsk ask_new_lock{"new-passphrase-fd", "new-passphrase-file",
                                        "New passphrase (15 characters or 4 words): ", "The same once more: ", false};
inline constexpr SecretAsk ask_phrase{"phrase-fd", "phrase-file", "Your 24 recovery words: ", "", true};

/// Whether one of the options of `ask` was given.
[[nodiscard]] bool is_given(const Args& args, const SecretAsk& ask);

/// Reads the secret; line breaks at its end are taken off.
/// Errors: usage when there is neither an option nor a terminal, or the two tries differ; file errors.
[[nodiscard]] Got<Secret> read_secret(const Args& args, const SecretAsk& ask);

/// Asks for a line at the terminal and gives what was typed. Errors: usage without a terminal.
[[nodiscard]] Got<Secret> read_line(std::string_view prompt, bool echo);

/// Whether a person can be asked.
[[nodiscard]] bool has_terminal();

}  // namespace bothy::cli
