// Meeting a partner: the link, the words, the yes; and leaving. Devices use the same steps from the words on.
// The exchange itself is the core's business over sync.cpp.
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/show.h"

namespace bothy::cli {
namespace {

constexpr std::size_t max_link = 4'096;
constexpr int meet_ms = 15'000;

// The link with the relay in front, so that the other side need not be told which one it is.
std::string whole_link(Context& context, const std::string& link) {
  const std::string& relay = context.home().settings().relay;
  return relay.empty() || link.find('#') != std::string::npos ? link : relay + "/#" + link;
}

}  // namespace

std::string stage_of(const Value& views) { return text_or(part(views, "meeting"), "stage", "none"); }

Did meet(Context& context) {
  BOTHY_GET(wait, context.args().number("wait", 0, 86'400, 0));
  SyncPlan plan;
  plan.ticks = 0;
  plan.bound_ms = meet_ms;
  plan.stay_ms = static_cast<int>(wait * 1'000);
  plan.enough = [](const Value& views) { return stage_of(views) == "compare" || stage_of(views) == "done"; };
  BOTHY_DO(context.exchange(plan, Relay::needed));
  return {};
}

Got<std::string> link_of(Context& context) {
  const Args& args = context.args();
  std::string link = args.operand(0);
  if (args.has("link-file")) link = args.text("link-file");
  if (link.empty())
    return usage("Bring the link: as a word, with --link-file FILE, or '-' to read it from standard input.");
  if (args.has("link-file") || link == "-") {
    BOTHY_GET(bytes, read_file(link, max_link));
    link = text_of(bytes);
  }
  while (!link.empty() && (link.back() == '\n' || link.back() == '\r' || link.back() == ' ')) link.pop_back();
  return link;
}

Did offer_link(Context& context, const Value& views, const std::string& invitation, const std::string& group) {
  const Screen& screen = context.screen();
  const std::string link = whole_link(context, text_or(part(views, "meeting"), "link", ""));
  // Shown before waiting: with --wait the other side needs it while this command runs.
  screen.line(invitation);
  screen.line();
  screen.line(link);
  screen.line();
  BOTHY_DO(meet(context));
  Value result = context.views();
  result.set("link", link);
  context.result(result);
  if (stage_of(context.views()) == "compare") show_meeting(context);
  else screen.line("When it was used: bothy-cli " + group + " words");
  return {};
}

Did follow_link(Context& context, const std::string& group) {
  BOTHY_DO(meet(context));
  context.result(context.views());
  const std::string then = "bothy-cli " + group + " words";
  if (stage_of(context.views()) == "compare") show_meeting(context);
  else if (bool_or(part(context.views(), "meeting"), "found", false))
    context.screen().line("Your answer is with the relay. Once the other side has looked: " + then);
  else context.screen().line("The link is not at the relay yet: its maker has to be online first. Then: " + then);
  return {};
}

Did do_pair_invite(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.relay());
  BOTHY_GET(answer, context.host().act("invite"));
  return offer_link(context, answer.views, "Give this link to one person. It works once, within 24 hours:", "pair");
}

Did do_pair_join(Context& context) {
  BOTHY_GET(link, link_of(context));
  BOTHY_DO(context.open());
  BOTHY_DO(context.learn_relay(link));
  BOTHY_DO(context.relay());
  Value args;
  args.set("link", link);
  BOTHY_DO(context.host().act("join", std::move(args)));
  return follow_link(context, "pair");
}

Did do_words(Context& context) {
  BOTHY_DO(context.open());
  const std::string before = stage_of(context.views());
  if (before == "waiting" || (before == "compare" && context.args().has("wait"))) BOTHY_DO(meet(context));
  context.result(context.views());
  show_meeting(context);
  if (stage_of(context.views()) == "none" && bool_or(context.view("home"), "paired", false))
    context.screen().line(bool_or(context.view("home"), "compared", false)
                              ? "You are paired and the words were compared."
                              : "You are paired.");
  return {};
}

Did do_confirm(Context& context) {
  const std::string said = context.args().operand(0);
  if (said != "yes" && said != "no") return usage("Say whether the words were the same: yes or no.");
  BOTHY_DO(context.open());
  Value args;
  args.set("yes", said == "yes");
  BOTHY_DO(context.host().act("words_match", std::move(args)));
  SyncPlan plan;
  BOTHY_DO(context.exchange(plan, Relay::wanted));
  context.result(context.views());
  if (said == "no") {
    context.screen().line("This meeting was dropped. Make a new link and try again; in the same room is best.");
  } else {
    context.screen().line("Noted: the words are the same. From now on what you share goes to this person only.");
  }
  return {};
}

Did do_cancel(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_DO(context.host().act("cancel_meeting"));
  context.result(context.views());
  context.screen().line("The meeting under way was dropped; its link no longer works.");
  return {};
}

Did do_pair_number(Context& context) {
  BOTHY_DO(context.open());
  BOTHY_GET(answer, context.host().ask("safety_number"));
  context.result(answer.views);
  const std::string number = text_or(answer.views, "safety_number", "");
  std::string grouped;
  for (std::size_t i = 0; i < number.size(); ++i)
    grouped += (i > 0 && i % 5 == 0 ? " " : "") + std::string(1, number[i]);
  context.screen().line("Both of you see the same 60 digits, as long as nobody stands between:");
  context.screen().paragraph(grouped, 4);
  return {};
}

Did do_leave(Context& context) {
  const bool open = context.args().has("open");
  BOTHY_DO(context.open());
  Value args;
  args.set("open", open);
  if (context.args().has("words")) {
    BOTHY_GET(words, text_of_argument(context.args().text("words")));
    args.set("words", std::move(words));
  }
  BOTHY_GET(answer, context.host().act("leave", std::move(args)));
  BOTHY_DO(context.exchange(SyncPlan{}, Relay::wanted));
  context.result(answer.views);
  context.screen().line(
      open ? "You left, and said so. What was shared stays with each of you."
           : "You stopped sharing. Nothing was sent about it. What was shared stays with each of you.");
  return {};
}

}  // namespace bothy::cli
