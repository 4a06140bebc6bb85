#include "match/relations/word_lists.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace verbatim::match {
namespace {

using Words = std::unordered_set<std::string_view>;

Words SplitList(std::string_view words) {
  Words out;
  for (absl::string_view word :
       absl::StrSplit(absl::string_view(words.data(), words.size()), ' ', absl::SkipEmpty())) {
    out.insert({word.data(), word.size()});
  }
  return out;
}

bool IsIn(const Words& words, std::string_view word) { return words.contains(word); }

const std::unordered_map<std::string_view, WordClass>& Classes() {
  static const auto& classes = *[] {
    auto* map = new std::unordered_map<std::string_view, WordClass>();
    const std::pair<WordClass, std::string_view> lists[] = {
        {WordClass::kArticle,
         "a an the this that these those its his her their our my your some any such another each other "
         "one's"},
        {WordClass::kAuxiliary,
         "be am is are was were been being have has had having do does did doing 's 're 've 'm get gets got "
         "getting "
         "isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't isnt arent dont doesnt "
         "didnt"},
        {WordClass::kModal,
         "may might could would should can will shall must cannot can't couldn't won't wouldn't shouldn't "
         "'ll 'd "
         "cant wont"},
        {WordClass::kPronoun,
         "i you he she it we they me him us them himself herself itself themselves who whom whose which what "
         "there here"},
        {WordClass::kPreposition,
         "of in on at by for from to with into onto about after before over under during through between "
         "among "
         "against across along around near behind beside besides above below beneath toward towards upon "
         "within "
         "inside outside via per than as up down out off away since until till despite amid like"},
        {WordClass::kConjunction,
         "and or but nor so yet if because while although though whereas that when where how why whether "
         "then"},
        {WordClass::kFiller,
         "also just very now still even too really quite rather already currently again however thus "
         "therefore "
         "indeed both same well simply actually basically together own new-found else ever meanwhile "
         "additionally moreover according not no never without nobody none nothing neither group bunch "
         "number lot lots "
         "pair cluster couple"},
    };
    for (const auto& [word_class, words] : lists) {
      for (std::string_view word : SplitList(words)) map->emplace(word, word_class);
    }
    return map;
  }();
  return classes;
}

const Words& VerbNegations() {
  static const auto& words =
      *new Words(SplitList("not never hardly barely scarcely cannot neither nor no-longer by-no-means "
                           "far-from anything-but in-no-way "
                           "isnt arent dont doesnt didnt cant wont"));
  return words;
}

// Groups of words with the same meaning in news, in their base forms.
constexpr std::array<std::string_view, 70> kSynonyms = {
    "man guy male gentleman fellow",
    "woman lady female gal",
    "person human someone somebody individual people anyone anybody everyone",
    "child kid youngster",
    "boy lad",
    "girl lass",
    "kill slay",
    "hurt injure wound",
    "buy purchase acquire",
    "percent per-cent %",
    "rise increase climb grow soar surge jump gain go-up advance",
    "fall drop decline decrease contraction sink plunge tumble slide shrink dip slip go-down",
    "raise increase lift hike boost",
    "lower cut reduce decrease slash trim",
    "approve pass adopt back endorse ratify",
    "reject vote-down defeat",
    "stop halt suspend cease",
    "resume restart",
    "begin start commence launch kick-off",
    "end finish conclude",
    "cancel call-off scrap",
    "delay postpone put-off",
    "close shut",
    "seal close",
    "create add",
    "build construct erect",
    "win secure",
    "say state tell announce declare",
    "job post position employment",
    "free release let-go",
    "arrest detain apprehend capture",
    "quit resign step-down",
    "company firm business corporation",
    "police officer cop policeman",
    "lawyer attorney",
    "doctor physician",
    "car automobile auto vehicle",
    "film movie",
    "picture photo photograph image",
    "big large huge",
    "small little tiny",
    "quick quickly fast rapid rapidly swift swiftly",
    "house home",
    "talk speak chat",
    "look watch stare gaze",
    "slice cut chop dice mince",
    "jump leap hop",
    "street road",
    "sofa couch",
    "bike bicycle cycle",
    "motorbike motorcycle",
    "plane airplane aeroplane aircraft jet",
    "ocean sea",
    "stone rock",
    "trash garbage rubbish",
    "sick ill",
    "pupil student",
    "crowd throng",
    "group bunch",
    "ship vessel",
    "cost price",
    "ban prohibit forbid outlaw",
    "allow permit let",
    "help aid assist",
    "require need",
    "join enter",
    "cause trigger",
    "extra additional further more",
};

constexpr auto kOpposites = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"rise increase climb grow growth soar surge jump gain go-up advance raise lift hike boost up rebound "
     "expand "
     "double "
     "triple",
     "fall drop decline decrease contraction sink plunge tumble slide shrink dip slip go-down lower cut "
     "reduce slash "
     "trim down "
     "halve contract lose"},
    {"more", "less few fewer"},
    {"most", "least"},
    {"high", "low"},
    {"create add gain win capture take seize retake", "lose destroy cede surrender forfeit"},
    {"approve pass adopt back endorse ratify support uphold favor favour accept",
     "reject vote-down defeat veto oppose overturn block strike-down refuse turn-down"},
    {"open reopen unseal", "close seal shut"},
    {"resume restart begin start launch continue commence",
     "halt stop suspend cease end cancel scrap abandon"},
    {"win", "lose"},
    {"buy purchase acquire", "sell"},
    {"allow permit legalize legalise", "ban prohibit forbid outlaw bar block prevent"},
    {"confirm admit acknowledge", "deny dispute"},
    {"impose introduce", "lift remove scrap abolish repeal revoke"},
    {"enter join", "leave quit"},
    {"arrive", "depart leave"},
    {"hire employ recruit", "fire dismiss lay-off sack"},
    {"build construct erect", "demolish destroy dismantle raze tear-down"},
    {"legal lawful", "illegal unlawful"},
    {"guilty", "innocent"},
    {"convict", "acquit"},
    {"alive", "dead"},
    {"true", "false untrue"},
    {"safe", "dangerous unsafe"},
    {"succeed", "fail"},
    {"attack", "defend"},
    {"accept", "reject refuse decline"},
    {"include", "exclude"},
    {"strengthen improve", "weaken worsen"},
    {"free release", "jail imprison detain arrest"},
    {"love", "hate"},
    {"remember", "forget"},
    {"push", "pull"},
    {"lend", "borrow"},
    {"import", "export"},
    {"agree", "disagree"},
    {"deploy", "withdraw"},
    {"appoint", "dismiss"},
    {"encourage", "discourage"},
    {"protect", "ban"},
    {"fasten tie", "unfasten untie"},
    {"put-on", "take-off remove"},
    {"full", "empty"},
    {"old", "new"},
    {"early", "late"},
    {"asleep", "awake"},
    {"wake wake-up", "sleep"},
    {"wet", "dry"},
    {"hot", "cold"},
    {"near", "far"},
    {"quickly fast rapidly", "slowly"},
    {"loudly", "quietly silently"},
});

std::unordered_map<std::string_view, std::vector<int>> SidesOfOpposites() {
  std::unordered_map<std::string_view, std::vector<int>> sides;
  for (size_t i = 0; i < kOpposites.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    for (std::string_view word : SplitList(kOpposites[i].first)) sides[word].push_back(number);
    for (std::string_view word : SplitList(kOpposites[i].second)) sides[word].push_back(-number);
  }
  return sides;
}

}  // namespace

WordClass ClassOf(std::string_view word) {
  auto found = Classes().find(word);
  return found == Classes().end() ? WordClass::kContent : found->second;
}

bool IsFunctionWord(std::string_view word) {
  return ClassOf(absl::AsciiStrToLower(absl::string_view(word.data(), word.size()))) != WordClass::kContent;
}

bool IsFormOfBe(std::string_view word) {
  static const auto& forms =
      *new Words(SplitList("be am is are was were been being 's 're 'm isn't aren't wasn't weren't isnt "
                           "arent get gets got getting"));
  return IsIn(forms, word);
}

std::optional<Negation> NegationOf(std::string_view word) {
  static const auto& subjects = *new Words(SplitList("nobody no-one none nothing nowhere"));
  static const auto& refusals = *new Words(SplitList(
      "refuse refuses refused refusing fail fails failed failing decline declines declined unable stop "
      "stops stopped"));
  if (IsIn(VerbNegations(), word) || word.ends_with("n't")) return Negation::kVerb;
  if (word == "no" || word == "without") return Negation::kNoun;
  if (IsIn(subjects, word)) return Negation::kSubject;
  if (IsIn(refusals, word)) return Negation::kRefusal;
  return std::nullopt;
}

bool IsDenialOfTruth(std::string_view word) {
  static const auto& words = *new Words(SplitList(
      "false untrue myth hoax lie lies debunked disproved disproven discredited refuted baseless unfounded "
      "fabricated fabrication falsehood misinformation disinformation bogus fake wrong incorrect inaccurate "
      "fiction "
      "fictional nonsense groundless falsely wrongly supposedly misleading"));
  return IsIn(words, word);
}

bool IsVerbOfDenial(std::string_view lemma) {
  static const auto& words = *new Words(SplitList(
      "deny reject dismiss refute rebut debunk disprove dispute contradict discredit repudiate disavow"));
  return IsIn(words, lemma);
}

bool IsStatementNoun(std::string_view lemma) {
  static const auto& words = *new Words(
      SplitList("claim report allegation accusation suggestion rumor rumour story idea notion assertion "
                "statement theory "
                "evidence proof sign indication reason basis truth charge belief speculation doubt"));
  return IsIn(words, lemma);
}

bool IsVerbOfReport(std::string_view lemma) {
  static const auto& words =
      *new Words(SplitList("say tell announce report state declare claim show suggest indicate confirm "
                           "insist argue note add according "
                           "reveal find believe think know explain disclose"));
  return IsIn(words, lemma);
}

bool IsLightVerb(std::string_view lemma) {
  static const auto& words = *new Words(SplitList("be have do make take use wear get hold go keep give"));
  return IsIn(words, lemma);
}

bool IsErgative(std::string_view lemma) {
  static const auto& words = *new Words(SplitList(
      "open reopen close start restart begin end stop resume halt finish continue increase decrease grow "
      "shrink double "
      "triple improve worsen break burn sink melt freeze change move turn spread collapse explode crash"));
  return IsIn(words, lemma);
}

bool IsGeneric(std::string_view lemma) {
  static const auto& words =
      *new Words(SplitList("person people someone somebody human individual something"));
  return IsIn(words, lemma);
}

bool IsManner(std::string_view word) {
  static const auto& words =
      *new Words(SplitList("slowly quickly carefully cautiously happily cheerfully joyfully merrily "
                           "skillfully skilfully swiftly rapidly "
                           "wildly steadily passionately energetically calmly gently quietly softly loudly "
                           "angrily eagerly playfully "
                           "fiercely briskly gracefully lazily tiredly hungrily absently intently curiously "
                           "proudly enthusiastically "
                           "vigorously recklessly listlessly busily"));
  return IsIn(words, word);
}

bool IsReservation(std::string_view word) {
  static const auto& words = *new Words(
      SplitList("alleged allegedly former ex-president would-be possible possibly potential potentially "
                "so-called attempted "
                "planned proposed expected likely unlikely reportedly rumored rumoured purported "
                "purportedly perhaps maybe "
                "probably almost nearly if unless plan plans planned hope hopes hoped expect expects want "
                "wants wanted try "
                "tries tried trying attempt attempts could may might would should except vice deputy if"));
  return IsIn(words, word);
}

void AddSenses(std::string_view lemma, NewsSenses& senses) {
  static const auto& groups = *[] {
    auto* map = new std::unordered_map<std::string_view, std::vector<int>>();
    for (size_t i = 0; i < kSynonyms.size(); ++i) {
      for (std::string_view word : SplitList(kSynonyms[i])) (*map)[word].push_back(static_cast<int>(i));
    }
    return map;
  }();
  static const auto& sides = *new auto(SidesOfOpposites());
  if (auto found = groups.find(lemma); found != groups.end()) {
    senses.groups.insert(senses.groups.end(), found->second.begin(), found->second.end());
  }
  if (auto found = sides.find(lemma); found != sides.end()) {
    senses.sides.insert(senses.sides.end(), found->second.begin(), found->second.end());
  }
}

bool AreSynonyms(const NewsSenses& a, const NewsSenses& b) {
  return std::any_of(a.groups.begin(), a.groups.end(), [&](int group) {
    return std::find(b.groups.begin(), b.groups.end(), group) != b.groups.end();
  });
}

bool AreOpposite(const NewsSenses& a, const NewsSenses& b) {
  return std::any_of(a.sides.begin(), a.sides.end(), [&](int side) {
    return std::find(b.sides.begin(), b.sides.end(), -side) != b.sides.end();
  });
}

bool IsNegatedForm(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 4 || b.size() < a.size() + 2 || b.size() > a.size() + 4 || !b.ends_with(a)) return false;
  const std::string_view prefix = b.substr(0, b.size() - a.size());
  static constexpr auto kPrefixes =
      std::to_array<std::string_view>({"un", "in", "im", "il", "ir", "dis", "non", "non-"});
  return std::find(kPrefixes.begin(), kPrefixes.end(), prefix) != kPrefixes.end();
}

bool IsDirection(std::string_view lemma) {
  static const auto& more = *new Words(SplitList(kOpposites[0].first));
  static const auto& less = *new Words(SplitList(kOpposites[0].second));
  return IsIn(more, lemma) || IsIn(less, lemma);
}

std::string_view MeaningOfPhrase(std::string_view first, std::string_view second) {
  struct Phrase {
    std::string_view first, second, meaning;
  };
  static constexpr auto kPhrases = std::to_array<Phrase>({
      {"vote", "down", "reject"},  {"be", "up", "rise"},           {"be", "down", "fall"},
      {"go", "up", "rise"},        {"go", "down", "fall"},         {"call", "off", "cancel"},
      {"put", "off", "delay"},     {"shut", "down", "close"},      {"lay", "off", "lay-off"},
      {"turn", "down", "reject"},  {"strike", "down", "overturn"}, {"step", "down", "resign"},
      {"kick", "off", "begin"},    {"take", "over", "acquire"},    {"tear", "down", "demolish"},
      {"set", "up", "establish"},  {"let", "go", "release"},       {"put", "on", "put-on"},
      {"take", "off", "take-off"}, {"wake", "up", "wake"},         {"give", "up", "abandon"},
      {"carry", "out", "conduct"}, {"blow", "up", "explode"},      {"point", "out", "note"},
  });
  for (const Phrase& phrase : kPhrases) {
    if (phrase.first == first && phrase.second == second) return phrase.meaning;
  }
  return {};
}

bool DoPrepositionsDiffer(std::string_view a, std::string_view b) {
  // Prepositions of one group say the same; the first group says little.
  static const auto& groups = *[] {
    auto* map = new std::unordered_map<std::string_view, int>();
    int group = 0;
    for (std::string_view words : {
             "in on at of for by with to toward towards about as per than into onto within upon via",
             "near beside besides",
             "from off",
             "to toward towards",
             "before",
             "after since",
             "over above",
             "under below beneath",
             "through across along",
             "behind",
             "outside out",
             "inside",
             "against",
             "without",
             "between among",
             "around",
             "up",
             "down",
             "off",
             "during",
             "until till",
             "despite",
             "like",
         }) {
      for (std::string_view word : SplitList(words)) map->emplace(word, group);
      ++group;
    }
    return map;
  }();
  auto of_a = groups.find(a);
  auto of_b = groups.find(b);
  if (of_a == groups.end() || of_b == groups.end()) return false;
  return of_a->second != of_b->second;
}

int QuantifierRank(std::string_view word) {
  if (word == "all" || word == "every" || word == "each" || word == "everyone") return 3;
  if (word == "most") return 2;
  if (word == "some" || word == "several" || word == "many" || word == "few") return 1;
  return 0;
}

}  // namespace verbatim::match
