// Names and sentences of every Error. Words only; no logic. Called by the door and the command line.
#include "base/error.h"

namespace bothy {
namespace {

struct Row {
  std::string_view name;
  std::string_view sentence;
};

constexpr Row rows[error_count] = {
    {"malformed", "These bytes are not something Bothy wrote; nothing was changed."},
    {"not_text", "This text holds bytes that are not letters (not valid UTF-8); save it as UTF-8 and try again."},
    {"too_large", "This is larger than Bothy accepts in one piece; make it shorter or split it."},
    {"too_new", "This was written by a newer Bothy; update this one and it will open."},
    {"bad_seal", "A seal does not match: the bytes were changed or belong elsewhere; Bothy will fetch them again."},
    {"gap", "A piece before this one is missing; Bothy asks for it at the next exchange."},
    {"fork", "Two different pieces claim the same place. Nothing of yours is lost: what this device wrote there is written again after the other."},
    {"rolled_back", "The relay showed an older state than this device has seen; nothing was lost, your copy is sent again."},
    {"wrong_lane", "This piece belongs to another lane; nothing was changed."},
    {"out_of_range", "A value is outside its range; check the numbers and try again."},
    {"missing_field", "Something needed is missing from this request; nothing was changed."},
    {"unknown_field", "This request has a part that Bothy does not know; check the spelling."},
    {"unknown_intent", "Bothy does not know this request; check its name."},
    {"not_found", "There is nothing here by that name."},
    {"not_open", "No home is open yet; open or create one first."},
    {"already_open", "There is already a home here; nothing was changed."},
    {"locked", "My room is locked; unlock it with your passphrase first."},
    {"wrong_passphrase", "That passphrase does not open this; check it and try again, nothing is lost."},
    {"weak_passphrase", "That passphrase is too short; use at least 15 characters or 4 words."},
    {"wrong_phrase", "These recovery words do not fit together; check their spelling and order."},
    {"not_paired", "You are not paired with anyone yet; invite someone or stay solo."},
    {"already_paired", "You are already paired; leave that pairing first if you want a new one."},
    {"not_compared", "Compare the words with your partner first; until then nothing is shared."},
    {"words_differ", "The words were not the same, so this pairing was dropped; make a new link and try again."},
    {"link_malformed", "This link is cut or mistyped; copy the whole link again."},
    {"link_used", "This link was already used; ask for a new one."},
    {"link_expired", "This link is too old; ask for a new one."},
    {"link_forged", "This link does not lead to the person who made it; ask for a new one, in person if you can."},
    {"revoked", "This device was removed; recover with your recovery words to use it again."},
    {"device_waiting", "This new device opens your room after a day of waiting, or at once with your recovery words."},
    {"frozen", "Two different key changes arrived from your partner; compare words again before sharing more."},
    {"already_sent", "This has already left the device; you can ask your partner to let it go."},
    {"not_yours", "Only the person who wrote this can change it."},
    {"too_many", "There are too many of these at once; do some first, then go on."},
    {"store_damaged", "A part of the store on this device is damaged; what is whole was opened, the rest is fetched again."},
    {"refused", "The relay did not accept this device here; check the relay address."},
    {"bad_table", "This table could not be read; look at the lines named and import again, nothing was imported."},
    {"offline", "There is no connection to the relay right now; nothing was changed, try again when there is one."},
    {"frames_needed", "Bothy is still reading what this device holds; please wait a moment."},
};

}  // namespace

std::string_view error_name(Error error) { return rows[static_cast<int>(error)].name; }

std::string_view error_sentence(Error error) { return rows[static_cast<int>(error)].sentence; }

}  // namespace bothy
