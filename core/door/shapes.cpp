// The table of shapes. See shapes.h; docs/door.md says what each field means. Rows only; checking is in conforming.cpp.
#include "door/shapes.h"

#include <algorithm>

#include "coach/label.h"
#include "door/estimate_shapes.h"
#include "door/listen_shapes.h"
#include "event/words.h"
#include "guard/script.h"
#include "import/detect.h"
#include "import/problem.h"
#include "view/estimate_words.h"

namespace bothy {
namespace {

using namespace detail;

constexpr Part where[] = {{"at", "number"}, {"len", "number"}};
constexpr Part refusal[] = {{"name", "ErrorName"}, {"say", "text"}};
constexpr Part write[] = {{"key", "text", opt}, {"at", "number", opt}, {"len", "number", opt}, {"drop", "yes", opt}, {"drop_all", "yes", opt}};
constexpr Part sent[] = {{"at", "number", opt}, {"len", "number", opt}, {"put", "text", opt}};
constexpr Part reply[] = {{"store", "StoreWrite[]"}, {"send", "Sent[]"}, {"views", "Views"}, {"error", "Refusal", opt}};

constexpr Part views[] = {{"home", "Home"},
                          {"today", "Today", opt},
                          {"shared", "SharedItem[]", opt},
                          {"answers", "Answered[]", opt},
                          {"sync", "SyncState", opt},
                          {"meeting", "Meeting", opt},
                          {"made", "Made[]", opt},
                          {"phrase", "text", opt},
                          {"need", "LaneNeed[]", opt},
                          {"damage", "Damage[]", opt},
                          {"mend", "Mend", opt},
                          {"imported", "Imported", opt},
                          {"import_preview", "ImportPreview", opt},
                          {"detect_table", "TableDetected", opt},
                          {"events", "EventDescription[]", opt},
                          {"settings", "{text}", opt},
                          {"safety_number", "text", opt},
                          {"preview", "Preview", opt},
                          {"verify", "Verified", opt},
                          {"as_partner", "AsPartner", opt},
                          {"devices", "DeviceRow[]", opt},
                          {"me", "Me", opt},
                          {"history", "HistoryItem[]", opt},
                          {"state", "State", opt},
                          {"us", "Us", opt},
                          {"patterns", "Patterns", opt},
                          {"learn", "Learned", opt},
                          {"heard", "Heard", opt},
                          {"safe_for_now", "flag", opt},
                          {"export", "Where", opt}};

constexpr Part home[] = {{"state", "'none'|'opening'|'recovering'|'waiting'|'open'"},
                         {"locked", "flag", opt},
                         {"has_lock", "flag", opt},
                         {"paired", "flag", opt},
                         {"compared", "flag", opt},
                         {"frozen", "flag", opt},
                         {"removed", "flag", opt},
                         {"device", "id", opt},
                         {"new_devices", "NewDevice[]", opt},
                         {"person", "'a'|'b'", opt},
                         {"sample", "yes", opt}};
constexpr Part new_device[] = {{"id", "id"}, {"name", "text"}, {"added_day", "day"}, {"opens_at_ms", "time"}};
constexpr Part today[] = {{"day", "day"}, {"mine", "MyToday", opt}, {"theirs", "Signs"}};
constexpr Part my_today[] = {{"count", "number"}, {"last", "LastCheckIn", opt}};
constexpr Part only_id[] = {{"id", "id"}};
constexpr Part signs[] = {{"need", "NeedWord|'unknown'", opt}, {"need_day", "day", opt}, {"weather", "WeatherWord|'unknown'", opt}, {"weather_day", "day", opt}};
constexpr Part shared_item[] = {{"id", "id"}, {"day", "day", opt}, {"from", "'me'|'them'"}, {"retracted", "yes", opt}, {"waiting", "yes", opt}};
constexpr Part own_item[] = {{"id", "id"}, {"day", "day", opt}, {"retracted", "yes", opt}};
constexpr Part answered[] = {{"id", "id"},
                             {"question", "text"},
                             {"day", "day"},
                             {"mine", "text", opt},
                             {"theirs", "text", opt},
                             {"state", "'open'|'mine_waits'|'both'"},
                             {"retracted", "yes", opt},
                             {"unfit", "yes", opt}};
constexpr Part sync_state[] = {{"connected", "flag"},      {"quiet", "flag"},       {"waiting", "number"},
                               {"own_waiting", "number", opt}, {"unsent_frames", "number", opt}, {"behind", "number"},
                               {"renewing", "flag"},       {"unmet", "yes", opt},     {"alarms", "AlarmShown[]"}, {"later", "PutOff", opt},
                               {"newer", "number"}};
constexpr Part alarm_shown[] = {{"name", "ErrorName"}, {"say", "text"}, {"lane", "id", opt}};
constexpr Part put_off[] = {{"reason", "''|'disk'|'quota'|'rate'"}, {"retry_ms", "number"}};
constexpr Part meeting[] = {{"stage", "'none'|'waiting'|'compare'|'done'|'ended'"},
                            {"purpose", "'partner'|'device'", opt},
                            {"confirmed", "flag", opt},
                            {"problem", "Refusal", opt},
                            {"found", "flag", opt},
                            {"link", "text", opt},
                            {"words", "text", opt}};
constexpr Part made[] = {{"id", "id"}, {"event", "EventName"}, {"room", "'mine'|'ours'"}};
constexpr Part lane_need[] = {{"lane", "id"}, {"from", "number"}};
constexpr Part damage[] = {{"lane", "id"}, {"seq", "number"}, {"name", "ErrorName"}};
constexpr Part mend[] = {{"lanes", "number"}};
constexpr Part verified[] = {{"whole", "flag"}, {"lanes", "VerifiedLane[]"}};
constexpr Part verified_lane[] = {{"lane", "id"},           {"kind", "'self'|'outbox'|'keyring'|'other'"},
                                  {"frames", "number", opt}, {"events", "number", opt},
                                  {"last", "number", opt},   {"whole", "flag", opt},
                                  {"at_seq", "number", opt}, {"name", "ErrorName", opt},
                                  {"say", "text", opt}};
constexpr Part event_description[] = {{"event", "EventName"}, {"type", "number"}, {"room", "'mine'|'ours'"}, {"fields", "FieldDescription[]"}};
constexpr Part field_description[] = {
    {"name", "text"},
    {"kind", "'word'|'word_list'|'day'|'time'|'number'|'slider'|'text'|'id'|'bytes'|'number_list'|'rating_list'|'bytes_list'"},
    {"low", "number"},
    {"high", "number"},
    {"words", "text[]", opt}};
constexpr Part preview[] = {{"clock", "day"}};
constexpr Part as_partner[] = {{"need", "NeedWord|'unknown'", opt}, {"need_day", "day", opt},
                               {"weather", "WeatherWord|'unknown'", opt}, {"weather_day", "day", opt},
                               {"items", "OwnItem[]"}, {"answers", "OpenedAnswer[]"}};
constexpr Part opened_answer[] = {{"question", "text"}, {"day", "day"}, {"text", "text"}, {"retracted", "yes", opt}};
constexpr Part device_row[] = {{"id", "id"}, {"name", "text"}, {"this", "flag"}, {"removed", "flag"}, {"added_day", "day"}, {"opens_at_ms", "time"}};
constexpr Part me[] = {{"days", "DayDots[]"}, {"entries", "number"}, {"imported", "number"}};
constexpr Part day_dots[] = {{"day", "day"},
                             {"n", "number"},
                             {"myself", "number[]", opt},
                             {"energy", "number[]", opt},
                             {"valence", "number[]", opt},
                             {"depend", "number[]", opt},
                             {"know", "number[]", opt},
                             {"feel", "number[]", opt},
                             {"stress", "number[]", opt},
                             {"extra", "{number[]}", opt}};
constexpr Part history_item[] = {{"id", "id"}, {"day", "day", opt}, {"withdrawn", "yes", opt}};

constexpr Part table_detected[] = {{"format", "'csv'|'daylio'"}, {"separator", "text"},       {"header", "flag"},       {"rows_looked_at", "number"},
                                   {"columns", "TableColumn[]"}, {"mapping", "Mapping"}, {"hints", "TableHint[]"}, {"problems", "TableProblem[]"}};
constexpr Part table_column[] = {{"name", "text"},   {"number", "number"}, {"kind", "ColumnKind"},   {"form", "TimeForm", opt},
                                 {"lo", "text", opt}, {"hi", "text", opt},  {"filled", "number"}, {"samples", "text[]"}};
constexpr Part table_hint[] = {{"kind", "HintName"}, {"column", "text", opt}, {"value", "text", opt}, {"what", "text"}};
constexpr Part table_problem[] = {{"kind", "ProblemName"}, {"line", "number"}, {"column", "text", opt}, {"value", "text", opt}, {"what", "text"}};
constexpr Part mapping[] = {{"format", "'csv'|'daylio'", opt}, {"separator", "text", opt},
                            {"tz_min", "number", opt},         {"cut_long_notes", "flag", opt},
                            {"header", "flag", opt},           {"decimal", "'either'|'point'|'comma'", opt},
                            {"time", "TimeColumn", opt},       {"where", "RowFilter", opt},
                            {"columns", "MappedColumn[]", opt}, {"moods", "{number}", opt}};
constexpr Part time_column[] = {{"column", "text|number|null"}, {"form", "TimeForm"}, {"clock", "text|number", opt}, {"start", "text", opt}};
constexpr Part row_filter[] = {{"column", "text|number"}, {"is", "text|number"}};
constexpr Part mapped_column[] = {{"column", "text|number"}, {"to", "text"}, {"lo", "decimal|text", opt}, {"hi", "decimal|text", opt}, {"reversed", "flag", opt}};
constexpr Part import_preview[] = {{"clean", "flag"},           {"proposed", "number"},        {"counts", "ImportCounts"},
                                   {"first_day", "day", opt},   {"last_day", "day", opt},      {"problems_total", "number"},
                                   {"problems", "TableProblem[]"}, {"rows", "ImportRow[]"}};
constexpr Part import_counts[] = {{"read", "number"},  {"filtered", "number"}, {"empty", "number"},    {"repeated", "number"},
                                  {"known", "number"}, {"faulty", "number"},   {"cut_notes", "number"}};
constexpr Part import_row[] = {{"line", "number"}, {"day", "day"}, {"minute", "number", opt}, {"ratings", "{number}"}, {"extra", "{number}", opt}, {"note", "text", opt}};
constexpr Part imported[] = {{"added", "number"},    {"known", "number"},         {"repeated", "number"},    {"empty", "number"},
                             {"filtered", "number"}, {"first_day", "day", opt}, {"last_day", "day", opt}};

constexpr Part init_args[] = {{"device_name", "text"}, {"passphrase", "text", opt}};
constexpr Part recover_args[] = {{"phrase", "text"}, {"device_name", "text"}, {"passphrase", "text", opt}};
constexpr Part join_device_args[] = {{"link", "text"}, {"device_name", "text"}, {"phrase", "text", opt}, {"passphrase", "text", opt}};
constexpr Part passphrase_args[] = {{"passphrase", "text"}};
constexpr Part maybe_passphrase_args[] = {{"passphrase", "text", opt}};
constexpr Part set_lock_args[] = {{"passphrase", "text", opt}, {"new_passphrase", "text", opt}};
constexpr Part check_in_args[] = {{"share", "CheckInShare", opt}, {"when", "When", opt}};
constexpr Part check_in_share[] = {{"need", "flag", opt}, {"weather", "WeatherWord", opt}};
constexpr Part share_args[] = {{"when", "When", opt}};
constexpr Part answer_args[] = {{"question", "text"}, {"text", "text"}};
constexpr Part import_args[] = {{"table", "Where"}, {"mapping", "Mapping"}, {"source_name", "text", opt}};
constexpr Part import_preview_args[] = {{"table", "Where"}, {"mapping", "Mapping"}, {"source_name", "text", opt}, {"limit", "number", opt}};
constexpr Part set_args[] = {{"key", "text"}, {"value", "text"}};
constexpr Part connected_args[] = {{"origin", "text"}};
constexpr Part link_args[] = {{"link", "text"}};
constexpr Part yes_args[] = {{"yes", "flag"}};
constexpr Part revoke_args[] = {{"device", "id"}, {"passphrase", "text", opt}};
constexpr Part leave_args[] = {{"open", "flag", opt}, {"words", "text", opt}};
constexpr Part frames_args[] = {{"frames", "Where"}};
constexpr Part table_args[] = {{"table", "Where"}};
constexpr Part limit_args[] = {{"limit", "number", opt}};
constexpr Part me_args[] = {{"from", "day", opt}, {"to", "day", opt}};
constexpr Part history_args[] = {{"limit", "number", opt}, {"before", "id", opt}};
constexpr Part export_args[] = {{"format", "'json'|'csv'", opt}};

constexpr Shape shapes[] = {
    {"Where", where},
    {"Refusal", refusal},
    {"StoreWrite", write},
    {"Sent", sent},
    {"Reply", reply},
    {"Views", views},
    {"Home", home},
    {"NewDevice", new_device},
    {"Today", today},
    {"MyToday", my_today},
    {"LastCheckIn", only_id, "CheckedIn"},
    {"Signs", signs},
    {"SharedItem", shared_item, {}, "ours", "fields"},
    {"OwnItem", own_item, {}, "ours", "fields"},
    {"Answered", answered},
    {"SyncState", sync_state},
    {"AlarmShown", alarm_shown},
    {"PutOff", put_off},
    {"Meeting", meeting},
    {"Made", made},
    {"LaneNeed", lane_need},
    {"Damage", damage},
    {"Mend", mend},
    {"Verified", verified},
    {"VerifiedLane", verified_lane},
    {"EventDescription", event_description},
    {"FieldDescription", field_description},
    {"Preview", preview, {}, "ours", "leaves"},
    {"AsPartner", as_partner},
    {"OpenedAnswer", opened_answer},
    {"DeviceRow", device_row},
    {"Me", me},
    {"DayDots", day_dots},
    {"HistoryItem", history_item, {}, "mine", "fields"},
    {"Told", told},
    {"Early", early},
    {"Counted", counted},
    {"State", state},
    {"Energy", energy},
    {"Moved", moved},
    {"MovedPart", moved_part},
    {"Tomorrow", tomorrow},
    {"Kept", kept},
    {"Us", us},
    {"Steadiness", steadiness},
    {"Recovery", recovery},
    {"Promises", promises},
    {"ChartDay", chart_day},
    {"LoopEdge", loop_edge},
    {"Patterns", patterns},
    {"Erosion", erosion},
    {"Sign", sign},
    {"KnowFeel", know_feel},
    {"KnowFeelDay", know_feel_day},
    {"StressDay", stress_day},
    {"Together", together},
    {"Learned", learned},
    {"LearnedWeek", learned_week},
    {"Heard", heard},
    {"DraftNote", draft_note},
    {"DraftOffer", draft_offer},
    {"TextPart", text_part},
    {"TableDetected", table_detected},
    {"TableColumn", table_column},
    {"TableHint", table_hint},
    {"TableProblem", table_problem},
    {"Mapping", mapping},
    {"TimeColumn", time_column},
    {"RowFilter", row_filter},
    {"MappedColumn", mapped_column},
    {"ImportPreview", import_preview},
    {"ImportCounts", import_counts},
    {"ImportRow", import_row},
    {"Imported", imported},
    {"NoArgs", {}},
    {"InitArgs", init_args},
    {"RecoverArgs", recover_args},
    {"JoinDeviceArgs", join_device_args},
    {"PassphraseArgs", passphrase_args},
    {"MaybePassphraseArgs", maybe_passphrase_args},
    {"SetLockArgs", set_lock_args},
    {"CheckInArgs", check_in_args, "CheckedIn", {}, {}, true},
    {"CheckInShare", check_in_share},
    {"LogArgs", {}, {}, "mine", "fields", true},
    {"ShareArgs", share_args, {}, "ours", "fields", true},
    {"PreviewArgs", {}, {}, "ours", "fields", true},
    {"IdArgs", only_id},
    {"AnswerArgs", answer_args},
    {"ImportArgs", import_args},
    {"ImportPreviewArgs", import_preview_args},
    {"SetArgs", set_args},
    {"ConnectedArgs", connected_args},
    {"LinkArgs", link_args},
    {"YesArgs", yes_args},
    {"RevokeArgs", revoke_args},
    {"LeaveArgs", leave_args},
    {"FramesArgs", frames_args},
    {"TableArgs", table_args},
    {"LimitArgs", limit_args},
    {"MeArgs", me_args},
    {"HistoryArgs", history_args},
    {"ExportArgs", export_args},
    {"LearnArgs", learn_args},
    {"HeardArgs", heard_args},
};

constexpr Call intents[] = {{"init", "InitArgs"},
                            {"recover", "RecoverArgs"},
                            {"join_device", "JoinDeviceArgs"},
                            {"sample", "NoArgs"},
                            {"unlock", "PassphraseArgs"},
                            {"lock", "NoArgs"},
                            {"set_lock", "SetLockArgs"},
                            {"erase", "MaybePassphraseArgs"},
                            {"check_in", "CheckInArgs"},
                            {"log", "LogArgs"},
                            {"share", "ShareArgs"},
                            {"take_back", "IdArgs"},
                            {"answer", "AnswerArgs"},
                            {"retract", "IdArgs"},
                            {"withdraw", "IdArgs"},
                            {"keep_copy", "IdArgs"},
                            {"import", "ImportArgs"},
                            {"set", "SetArgs"},
                            {"tick", "NoArgs"},
                            {"refit", "NoArgs"},
                            {"connected", "ConnectedArgs"},
                            {"disconnected", "NoArgs"},
                            {"invite", "NoArgs"},
                            {"join", "LinkArgs"},
                            {"add_device", "MaybePassphraseArgs"},
                            {"meet", "NoArgs"},
                            {"words_match", "YesArgs"},
                            {"cancel_meeting", "NoArgs"},
                            {"revoke", "RevokeArgs"},
                            {"rotate", "NoArgs"},
                            {"leave", "LeaveArgs"},
                            {"mend", "FramesArgs"}};

constexpr Call questions[] = {{"events", "NoArgs"},
                              {"detect_table", "TableArgs"},
                              {"settings", "NoArgs"},
                              {"sync", "NoArgs"},
                              {"safety_number", "NoArgs"},
                              {"preview", "PreviewArgs"},
                              {"verify", "FramesArgs"},
                              {"shared", "LimitArgs"},
                              {"as_partner", "LimitArgs"},
                              {"devices", "NoArgs"},
                              {"import_preview", "ImportPreviewArgs"},
                              {"me", "MeArgs"},
                              {"history", "HistoryArgs"},
                              {"state", "NoArgs"},
                              {"us", "NoArgs"},
                              {"patterns", "NoArgs"},
                              {"learn", "LearnArgs"},
                              {"heard", "HeardArgs"},
                              {"safe_for_now", "NoArgs"},
                              {"export", "ExportArgs"}};

template <class Kind>
Vocabulary numbered(std::string_view name, int count, std::string_view (*word)(Kind)) {
  Vocabulary out{name, {}};
  for (int i = 0; i < count; ++i) out.words.push_back(word(static_cast<Kind>(i)));
  return out;
}

}  // namespace

std::span<const Shape> all_shapes() { return shapes; }
std::span<const Call> all_intents() { return intents; }
std::span<const Call> all_questions() { return questions; }

const Shape* find_shape(std::string_view name) {
  const auto at = std::find_if(std::begin(shapes), std::end(shapes), [&](const Shape& s) { return s.name == name; });
  return at == std::end(shapes) ? nullptr : at;
}

std::vector<Vocabulary> all_vocabularies() {
  std::vector<Vocabulary> out;
  const auto add = [&](std::string_view name, Words words) { out.push_back({name, {words.begin(), words.end()}}); };
  add("NeedWord", need_words);
  add("MomentWord", moment_words);
  add("BodyWord", body_words);
  add("WeatherWord", weather_words);
  add("BidWord", bid_words);
  add("BidAnswerWord", bid_answer_words);
  add("TalkAnswerWord", talk_answer_words);
  add("TalkEndWord", talk_end_words);
  add("RepairWord", repair_words);
  add("RepairAnswerWord", repair_answer_words);
  add("UnsaidWord", unsaid_words);
  add("TagWord", tag_words);
  add("NoteWord", note_words);
  add("ItemSetWord", item_set_words);
  add("ThenNowWord", then_now_words);
  add("HealingRoleWord", healing_role_words);
  add("StateWord", state_words);
  add("CauseWord", cause_words);
  add("SliderWord", slider_words);
  add("LoopWord", loop_words);
  add("SignWord", sign_words);
  add("LabelWord", coach::label_names);
  add("TierWord", guard::tier_names);
  add("ScriptWord", guard::script_names);
  out.push_back(numbered<coach::Reason>("ReasonWord", static_cast<int>(coach::Reason::count_), coach::name_of));
  out.push_back({"When", {"now", "later"}});
  out.push_back(numbered<Error>("ErrorName", error_count, error_name));
  out.push_back(numbered<TimeForm>("TimeForm", time_form_count, time_form_name));
  out.push_back(numbered<ColumnKind>("ColumnKind", column_kind_count, column_kind_name));
  out.push_back(numbered<HintKind>("HintName", hint_kind_count, hint_name));
  out.push_back(numbered<ProblemKind>("ProblemName", problem_kind_count, problem_name));
  return out;
}

}  // namespace bothy
