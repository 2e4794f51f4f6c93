// The one table of commands: names, operands, options, help. Help and parsing both read it.
// What the commands do is in do_*.cpp.
#include "cli/commands.h"

namespace bothy::cli {
namespace {

constexpr Option common[] = {
    {"home", Takes::value, "DIR", "the folder of the home (usually ~/.local/share/bothy)"},
    {"json", Takes::nothing, "", "print the views as JSON and nothing else"},
    {"ascii", Takes::nothing, "", "plain characters only"},
    {"relay", Takes::value, "URL", "use and remember this relay, such as http://localhost:7071"},
    {"passphrase-file", Takes::value, "FILE", "read the passphrase of my room from a file ('-': standard input)"},
    {"passphrase-fd", Takes::value, "N", "read it from an open descriptor"},
    {"help", Takes::nothing, "", "explain the command"},
};

constexpr Option none[] = {{"sync", Takes::nothing, "", "exchange with the relay afterwards"}};

constexpr Option init_options[] = {
    {"name", Takes::value, "NAME", "what this device is called in your own list"},
    {"lock", Takes::nothing, "", "ask for a passphrase for my room"},
};
constexpr Option recover_options[] = {
    {"name", Takes::value, "NAME", "what this device is called in your own list"},
    {"lock", Takes::nothing, "", "ask for a passphrase for my room"},
    {"phrase-file", Takes::value, "FILE", "read the 24 words from a file ('-': standard input)"},
    {"phrase-fd", Takes::value, "N", "read them from an open descriptor"},
};
constexpr Option lock_options[] = {
    {"none", Takes::nothing, "", "take the lock away"},
    {"new-passphrase-file", Takes::value, "FILE", "read the new passphrase from a file"},
    {"new-passphrase-fd", Takes::value, "N", "read it from an open descriptor"},
};
constexpr Option verify_options[] = {{"mend", Takes::nothing, "", "read what is damaged anew from the relay"}};
constexpr Option erase_options[] = {
    {"type-word", Takes::value, "WORD", "the word that is asked for, where there is no terminal"}};
constexpr Option checkin_options[] = {
    {"myself", Takes::value, "0..100", "could I be myself with you today?"},
    {"energy", Takes::value, "0..100", "empty .. full"},
    {"valence", Takes::value, "0..100", "mood, low .. bright"},
    {"depend", Takes::value, "0..100", "I can depend on you"},
    {"know", Takes::value, "0..100", "you know me"},
    {"feel", Takes::value, "0..100", "you feel with me"},
    {"stress", Takes::value, "0..100", "from elsewhere"},
    {"moments", Takes::value, "WORD,..", "heard, shared_something, held_back, hurt, repaired, small_kindness ..."},
    {"body", Takes::value, "WORD,..", "tight, braced, numb, racing, heavy, warm, loose, breathing_easily"},
    {"need", Takes::value, "WORD", "listen, help, hug, space, nothing"},
    {"tag", Takes::value, "WORD", "thought, feeling, need, boundary"},
    {"note", Takes::value, "TEXT", "a line for myself ('-': standard input)"},
    {"amends", Takes::value, "ID", "replaces an earlier check-in"},
    {"share", Takes::value, "WHAT", "need, or need,weather=WORD: a copy for our room"},
    {"later", Takes::nothing, "", "what is shared leaves at the next fixed hour, not now"},
    {"sync", Takes::nothing, "", "exchange with the relay afterwards"},
};
constexpr Option share_options[] = {
    {"event", Takes::value, "NAME", "which event; all of them: bothy-cli events"},
    {"field", Takes::values, "NAME=VALUE", "a field of it, as often as needed"},
    {"preview", Takes::nothing, "", "only show exactly what would leave"},
    {"later", Takes::nothing, "", "leave at the next fixed hour, not now"},
    {"sync", Takes::nothing, "", "exchange with the relay afterwards"},
};
constexpr Option log_options[] = {
    {"event", Takes::value, "NAME", "which event; all of them: bothy-cli events"},
    {"field", Takes::values, "NAME=VALUE", "a field of it, as often as needed"},
    {"sync", Takes::nothing, "", "exchange with the relay afterwards"},
};
constexpr Option say_options[] = {
    {"kind", Takes::value, "WORD", "note, thanks, still_us, kind_words, hurt, answer"},
    {"preview", Takes::nothing, "", "only show exactly what would leave"},
    {"later", Takes::nothing, "", "leave at the next fixed hour, not now"},
    {"sync", Takes::nothing, "", "exchange with the relay afterwards"},
};
constexpr Option answer_options[] = {
    {"at", Takes::value, "TIME", "a time for 'later', such as \"2026-03-01 20:15\""},
    {"preview", Takes::nothing, "", "only show exactly what would leave"},
    {"sync", Takes::nothing, "", "exchange with the relay afterwards"},
};
constexpr Option today_options[] = {
    {"unlock", Takes::nothing, "", "ask for the passphrase and count my entries too"},
    {"sync", Takes::nothing, "", "exchange with the relay first"},
};
constexpr Option shared_options[] = {{"limit", Takes::value, "N", "at most N items (20)"}};
constexpr Option me_options[] = {
    {"days", Takes::value, "N", "the last N days with entries (84)"},
    {"from", Takes::value, "DAY", "from this day on, such as 2026-03-01"},
    {"to", Takes::value, "DAY", "up to this day"},
    {"table", Takes::nothing, "", "numbers instead of dots"},
};
constexpr Option history_options[] = {
    {"limit", Takes::value, "N", "at most N entries (20)"},
    {"before", Takes::value, "ID", "go on from this entry"},
};
constexpr Option import_options[] = {
    {"preview", Takes::nothing, "", "only show what would be kept"},
    {"yes", Takes::nothing, "", "do not ask before keeping"},
    {"map", Takes::values, "COL=TARGET:LO..HI",
     "a column: myself, energy, valence, depend, know, feel, stress, note, custom:NAME; :reversed at the end"},
    {"time", Takes::value, "COL[:FORM]", "the column with the time; iso, date, dmy, mdy, ymd, hours, unix, unix_ms"},
    {"start", Takes::value, "TIME", "for hours: what they count from, such as \"2026-03-01 08:00\""},
    {"clock", Takes::value, "COL", "a second column with the time of day"},
    {"filter", Takes::value, "COL=VALUE", "only rows where the column reads so"},
    {"mood", Takes::values, "NAME=0..100", "what a mood of Daylio stands for"},
    {"separator", Takes::value, "CHAR", "',' ';' or tab, where it is not found by itself"},
    {"decimal", Takes::value, "WORD", "point or comma"},
    {"tz", Takes::value, "MINUTES", "offset of the times in the file, east of UTC"},
    {"no-header", Takes::nothing, "", "the first line is data; columns go by number"},
    {"cut-long-notes", Takes::nothing, "", "shorten notes that are too long"},
    {"source", Takes::value, "NAME", "how the entries name where they came from"},
    {"sync", Takes::nothing, "", "exchange with the relay afterwards"},
};
constexpr Option lines_options[] = {
    {"in", Takes::value, "FILE|-", "a message a line: an id, a tab, the text"},
    {"out", Takes::value, "FILE", "where the answers go, a line each; written over if there"},
};
constexpr Option coach_options[] = {
    {"in", Takes::value, "FILE|-", "a message a line: an id, a tab, the text"},
    {"out", Takes::value, "FILE", "where the answers go, a line each; written over if there"},
    {"context", Takes::nothing, "", "a third column holds what was said before, oldest first, parted by ' || '"},
};
constexpr Option read_options[] = {
    {"time", Takes::value, "COL[:FORM]", "the column with the time; numbers of any unit, or dates: iso, dmy, mdy, ymd"},
    {"rating", Takes::values, "COL[,COL]", "the columns with answers"},
    {"scale", Takes::value, "LO..HI", "what answers reach from and to, such as 0..100 or 1..7"},
    {"person", Takes::value, "COL", "the column that tells people apart"},
    {"events", Takes::value, "COL", "words for what happened: rupture, repair, safe_talk ...; rupture:2"},
    {"forecast", Takes::value, "FILE",
     "where a line for each answer goes: what was expected before it; written over if there"},
    {"estimates", Takes::value, "FILE", "write the estimates as JSON; written over if there"},
    {"points", Takes::nothing, "", "the scale has whole points (usual up to eleven of them)"},
    {"slider", Takes::nothing, "", "the scale is a slider (usual otherwise)"},
    {"time-unit", Takes::value, "WORD", "of a time in numbers: minutes, hours, days ..., for the words of the result"},
};
constexpr Option export_options[] = {
    {"json", Takes::value, "FILE", "everything as JSON ('-': print it)"},
    {"csv", Takes::value, "FILE", "everything as a table ('-': print it)"},
    {"force", Takes::nothing, "", "write over a file that is there"},
};
constexpr Option sync_options[] = {
    {"wait", Takes::value, "SECONDS", "stay connected and show what comes in"},
    {"within", Takes::value, "SECONDS", "give up waiting for quiet after this long (20)"},
    {"drain", Takes::nothing, "", "send all that waits at once; the relay can then guess how much that was"},
    {"must", Takes::nothing, "", "a relay that is down is an error (exit code 4)"},
};
constexpr Option wait_options[] = {{"wait", Takes::value, "SECONDS", "stay connected until the other side answers"}};
constexpr Option join_options[] = {
    {"link-file", Takes::value, "FILE", "read the link from a file"},
    {"wait", Takes::value, "SECONDS", "stay connected until the other side answers"},
};
constexpr Option device_join_options[] = {
    {"link-file", Takes::value, "FILE", "read the link from a file"},
    {"name", Takes::value, "NAME", "what this device is called in your own list"},
    {"lock", Takes::nothing, "", "ask for a passphrase for my room on this device"},
    {"phrase-file", Takes::value, "FILE", "the 24 words: my room opens at once, not after a day"},
    {"phrase-fd", Takes::value, "N", "the same from an open descriptor"},
    {"wait", Takes::value, "SECONDS", "stay connected until the other device answers"},
};
constexpr Option leave_options[] = {
    {"open", Takes::nothing, "", "say so to the other, signed"},
    {"words", Takes::value, "TEXT", "a last line, with --open ('-': standard input)"},
};

constexpr Option simulate_options[] = {
    {"days", Takes::value, "N", "how many days each couple lives (90)"},
    {"couples", Takes::value, "N", "how many couples (60)"},
    {"seed", Takes::value, "N", "another seed, other couples; the same seed, the same ones (1)"},
    {"warmth", Takes::value, "0..100", "how kindly both respond; 50 is usual, for every slider here"},
    {"steadiness", Takes::value, "0..100", "how alike from day to day"},
    {"repair", Takes::value, "0..100", "how often they mend; 0 is never"},
    {"anxiety", Takes::value, "0..100", "attachment anxiety"},
    {"avoidance", Takes::value, "0..100", "attachment avoidance"},
    {"warmth-a", Takes::value, "0..100", "the same for one of the two alone; so with each slider, -a and -b"},
    {"steadiness-a", Takes::value, "0..100", ""},
    {"repair-a", Takes::value, "0..100", ""},
    {"anxiety-a", Takes::value, "0..100", ""},
    {"avoidance-a", Takes::value, "0..100", ""},
    {"warmth-b", Takes::value, "0..100", ""},
    {"steadiness-b", Takes::value, "0..100", ""},
    {"repair-b", Takes::value, "0..100", ""},
    {"anxiety-b", Takes::value, "0..100", ""},
    {"avoidance-b", Takes::value, "0..100", ""},
    {"out", Takes::value, "FILE", "write every evening and happening as a table ('-': print it)"},
    {"force", Takes::nothing, "", "write over a file that is there"},
};

constexpr std::string_view begin = "Begin", mine = "My room", ours = "Our room", two = "Meeting",
                           relay = "Relay and devices", data = "Data", more = "More";

constexpr Command table[] = {
    {begin, "init", "", {}, "make a home and show its 24 recovery words", "", init_options, do_init},
    {begin,
     "recover",
     "",
     {},
     "make a home from your 24 words and fill it from the relay",
     "Needs --relay.",
     recover_options,
     do_recover},
    {begin, "today", "", {}, "today at a glance", "", today_options, do_today},

    {mine,
     "checkin",
     "",
     {},
     "a minute for yourself; asks when nothing is given",
     "The entry is private. --share puts a copy of the need or the weather into our room.",
     checkin_options,
     do_checkin},
    {mine, "me", "", {}, "your days as dots, one dot per answer", "", me_options, do_me},
    {mine,
     "us",
     "",
     {},
     "how safe and how steady it feels, and what moved it",
     "Each number comes with its doubt, and only once there are days enough for it.",
     {},
     do_us},
    {mine, "history", "", {}, "your entries, newest first", "", history_options, do_history},
    {mine, "log", "", {}, "keep any event of my room", "", log_options, do_log},
    {mine, "withdraw", "ID", {1, 1}, "take an own entry out of view", "", none, do_withdraw},

    {ours, "shared", "", {}, "what both of you shared, newest first", "", shared_options, do_shared},
    {ours, "note", "TEXT|-", {1, 1}, "share a line", "", say_options, do_note},
    {ours, "thanks", "TEXT|-", {1, 1}, "share a thank-you", "", say_options, do_thanks},
    {ours,
     "bid",
     "KIND [TEXT|-]",
     {1, 2},
     "a small invitation: time, touch, talk, play, look_at_this, help_me",
     "",
     say_options,
     do_bid},
    {ours,
     "answer",
     "ID WORD",
     {2, 2},
     "answer an invitation (toward, later), a talk (now, later, not_today), a repair (accepted, need_time, not_yet)",
     "",
     answer_options,
     do_answer},
    {ours, "share", "", {}, "share any event of our room", "", share_options, do_share},
    {ours, "take-back", "ID", {1, 1}, "take a shared item back before it leaves", "", none, do_take_back},
    {ours, "retract", "ID", {1, 1}, "ask the other to let a shared item go", "", none, do_retract},
    {ours, "keep", "ID", {1, 1}, "keep a private copy of a shared item; nobody is told", "", none, do_keep},

    {two, "pair invite", "", {}, "make a one-use link for one person", "", wait_options, do_pair_invite},
    {two, "pair join", "LINK|-", {0, 1}, "use a link that someone gave you", "", join_options, do_pair_join},
    {two, "pair words", "", {}, "show the words to compare", "", wait_options, do_words},
    {two, "pair status", "", {}, "the same: how far a meeting is", "", wait_options, do_words},
    {two, "pair confirm", "yes|no", {1, 1}, "say whether the words were the same", "", {}, do_confirm},
    {two, "pair cancel", "", {}, "drop a meeting under way", "", {}, do_cancel},
    {two, "pair number", "", {}, "60 digits that both of you see alike", "", {}, do_pair_number},
    {two,
     "leave",
     "",
     {},
     "stop sharing; quietly unless --open",
     "What was shared stays with each. Nobody is told unless you say so.",
     leave_options,
     do_leave},

    {relay,
     "sync",
     "",
     {},
     "exchange with the relay",
     "A relay that is down is no error: what waits is said and stays here.",
     sync_options,
     do_sync},
    {relay, "relay", "[URL|none]", {0, 1}, "show or set the relay of this home", "", {}, do_relay},
    {relay, "devices", "", {}, "your devices", "", {}, do_devices},
    {relay, "devices add", "", {}, "make a link for another device of yours", "", wait_options, do_devices_add},
    {relay,
     "devices join",
     "LINK|-",
     {0, 1},
     "make this a device of a person who has a home already",
     "",
     device_join_options,
     do_devices_join},
    {relay, "devices words", "", {}, "show the words to compare", "", wait_options, do_words},
    {relay, "devices confirm", "yes|no", {1, 1}, "say whether the words were the same", "", {}, do_confirm},
    {relay, "devices cancel", "", {}, "drop a meeting under way", "", {}, do_cancel},
    {relay,
     "revoke",
     "DEVICE",
     {1, 1},
     "remove a device and renew every key",
     "By the first digits of its id, or its name.",
     {},
     do_revoke},
    {relay, "rotate", "", {}, "renew every key", "", {}, do_rotate},
    {relay, "tick", "", {}, "one tick by the clock, for those who schedule it", "", {}, do_tick},

    {data,
     "import",
     "FILE|-",
     {1, 1},
     "bring a table or a Daylio export into my room: all rows or none",
     "",
     import_options,
     do_import},
    {data,
     "coach",
     "",
     {0, 0},
     "what each message of a table does: labels, the bytes that do them, reasons; no home is needed",
     "For measuring the coach on messages of your own. A line of the answer holds id, labels (or none), "
     "label:start-end for "
     "each span in bytes, and the reasons in the same order. Messages in a script other than Latin get none. Nothing "
     "is "
     "kept, nothing is sent.",
     coach_options,
     do_coach},
    {data,
     "guard",
     "",
     {0, 0},
     "what signs of danger each message of a table holds; no home is needed",
     "For measuring the guard. A line of the answer holds id, signs (or none), whose (self, other, actor, target), "
     "urgency "
     "(now, soon, watch) and tier (T0 to T3). Nothing is kept, nothing is sent.",
     lines_options,
     do_guard},
    {data,
     "emotion",
     "",
     {0, 0},
     "what emotions each message of a table carries; no home is needed",
     "For measuring the emotion head. A line of the answer holds id and emotions, parted by commas: those of "
     "GoEmotions, 27 "
     "and neutral, at least one. Nothing is kept, nothing is sent.",
     lines_options,
     do_emotion},
    {data,
     "rewrite",
     "",
     {0, 0},
     "a kinder way to say each message of a table, where there is one; no home is needed",
     "For measuring the offers. A line of the answer holds id, what is done (rewrite, keep, safety) and the text "
     "after: the "
     "offer, or the text as it was. Danger, threats and ultimatums are safety and never phrased better. Gaps that the "
     "sender fills stand in [brackets]. Nothing is kept, nothing is sent.",
     lines_options,
     do_rewrite},
    {data,
     "read",
     "FILE|-",
     {1, 1},
     "foresee every answer of a table before it is seen; no home is needed",
     "A forecast rests only on rows that stand further up in the file and are no later in time; of the same person, "
     "only "
     "on earlier ones. Where a person's rows are out of order they count as standing where the last of the person's "
     "earlier "
     "rows stands. Whatever comes later in time changes no forecast. With answers: density per unit on a slider, "
     "probability "
     "on points and at the ends, as a natural logarithm. What happened in a row is known after its answer. The "
     "estimates "
     "come as JSON where the output is not a terminal, or with --json.",
     read_options,
     do_read},
    {data, "export", "", {}, "write everything of yours to a file", "", export_options, do_export},
    {data, "verify", "", {}, "check every chain, every seal and the store", "", verify_options, do_verify},
    {data, "erase", "", {}, "remove everything from this device", "", erase_options, do_erase},

    {more, "set-lock", "", {}, "set, change or remove the passphrase of my room", "", lock_options, do_set_lock},
    {more, "set", "[KEY VALUE]", {0, 2}, "show or change own settings", "", {}, do_set},
    {more,
     "simulate",
     "",
     {},
     "made-up couples, living by the theory: a chart of how safe it feels, and their diaries as a table",
     "Nothing of it is about real people, and no home is needed. For example: bothy-cli simulate --warmth-b 70 "
     "--steadiness-b 10 --days 180 --out couples.csv, and then: bothy-cli read couples.csv --time hours --rating "
     "security,responsiveness --person person --scale 0..100 --events event --forecast forecast.csv",
     simulate_options,
     do_simulate},
    {more, "events", "", {}, "every event and its fields", "", {}, do_events},
    {more, "help", "[COMMAND]", {0, 2}, "these lines, or more about one command", "", {}, do_help},
    {more, "version", "", {}, "which bothy-cli this is", "", {}, do_version},
};

}  // namespace

std::span<const Command> all_commands() { return table; }
std::span<const Option> common_options() { return common; }

}  // namespace bothy::cli
