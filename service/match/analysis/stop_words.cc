#include "match/analysis/stop_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "text/unicode/fold.h"
#include "text/unicode/language.h"
#include "text/unicode/parts.h"
#include "text/unicode/utf8.h"

namespace verbatim::match {
namespace {

using Words = std::vector<std::string>;  // folded, ascending

constexpr auto kLists = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"de",
     "aber alle allem allen aller alles als also am an auch auf aus bei beim bis bin bist da dabei dadurch "
     "dafür dagegen "
     "damit dann das dass dem den denen denn der deren des dessen dich die dies diese diesem diesen dieser "
     "dieses dir "
     "doch dort du durch ein eine einem einen einer eines er es etwa etwas euch euer für gegen gewesen hab "
     "habe haben "
     "hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja "
     "jede jedem "
     "jeden jeder jedes kann kein keine keinem keinen keiner können könnte man mehr mein meine mich mir mit "
     "muss müssen "
     "nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit selbst sich sie "
     "sind so "
     "solche soll sollen sollte sondern über um und uns unser unter vom von vor war waren was weil welche "
     "welcher wenn "
     "wer werde werden wie wieder will wir wird wo wollen worden wurde wurden würde würden zu zum zur zwar "
     "zwischen"},
    {"fr",
     "à ai ait alors après au aucun aucune aussi autre autres aux avait avant avec avez avoir avons ayant "
     "bien c car ce "
     "ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment contre d dans de depuis "
     "des deux donc "
     "dont du durant elle elles en encore entre est et étaient étais était étant été être eu eux fait faire "
     "il ils j je "
     "jusqu jusque l la le les leur leurs lors lui m ma mais me même mêmes mes moi moins mon n ne ni non nos "
     "notre nous "
     "on ont or ou où par parce pas pendant peu peut plus pour pourquoi qu quand que quel quelle quelles "
     "quels qui quoi "
     "s sa sans se selon sera seront ses si sienne soi soient soit son sont sous sur t ta te tes toi ton "
     "tous tout toute "
     "toutes très tu un une vers vos votre vous y"},
    {"es",
     "a al algo alguna algunas alguno algunos ante antes aquel aquella así aun aunque cada como con contra "
     "cual cuales "
     "cuando de del desde donde durante e él el ella ellas ellos en entre era eran es esa esas ese eso esos "
     "esta está "
     "están estaba estaban estas este esto estos fue fueron ha había habían han hasta hay la las le les lo "
     "los más me mi "
     "mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por "
     "porque pues que "
     "qué quien quienes se sea según ser si sí sido siendo sin sino sobre son su sus también tan tanto te "
     "tiene tienen "
     "todo todos tras tu tus un una unas uno unos usted ustedes y ya yo"},
    {"pt",
     "a ainda ante ao aos apenas após aquela aquele as até cada com como contra cuja cujo da das de dela "
     "dele deles depois "
     "desde do dos durante e é ela elas ele eles em enquanto entre era eram essa essas esse esses esta está "
     "estão estas "
     "estava este estes eu foi foram há isso isto já la lhe lhes lo mais mas me mesmo meu minha muito na não "
     "nas nem no "
     "nos nós nossa nosso num numa o onde os ou para pela pelas pelo pelos per perante por porque quais qual "
     "quando quanto "
     "que quem são se segundo seja sem ser será seu seus sido sob sobre sua suas também tão te tem têm tinha "
     "todo todos "
     "toda todas tu um uma uns você vocês"},
    {"it",
     "a abbia ad agli ai al all alla alle allo anche ancora aveva avevano c che chi ci come con contro cui d "
     "da dagli dai "
     "dal dall dalla dalle dallo dei degli del dell della delle dello dentro di dopo dove due durante e è ed "
     "ella era "
     "erano essere esso fa fino fra fu furono già gli ha hai hanno ho i il in io l la le lei li lo loro lui "
     "ma me mentre "
     "mi mia mio molto ne negli nei nel nell nella nelle nello noi non nostra nostro o od ogni oltre per "
     "perché però più "
     "poi prima quale quali quando quanto quella quelle quelli quello questa queste questi questo qui s sarà "
     "se sé secondo "
     "sei senza si sia siamo sono sopra sotto sta stata state stati stato su sua sue sugli sui sul sull "
     "sulla sulle sullo "
     "suo suoi tra tu tutti tutto un una uno verso vi voi"},
    {"nl",
     "aan af al alle alleen als andere at ben bij bijna binnen boven daar daarna dan dat de deze die dit "
     "doch door dus een "
     "eens elk elke en er ge geen gehad geweest had hadden hare heb hebben heeft hem hen het hier hij hoe "
     "hun ik in is ja "
     "je jij jou kan kon konden kunnen maar me meer men met mij mijn na naar niet niets nog nu of om omdat "
     "ons onze ook op "
     "over reeds sinds te tegen toch toen tot tussen u uit uw van veel voor vooral waar wat wel welke "
     "wanneer want waren "
     "was we werd werden wezen wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou zouden "
     "zulke"},
    {"pl",
     "a aby albo ale ani ażeby bardzo bez bo by był była było były być będą będzie ci co coś czy czyli dla "
     "do gdy gdyż gdzie "
     "go i ich ile im inne inny ja jak jaki jako je jednak jego jej jest jestem jeszcze jeśli już każda "
     "każdy kiedy kto "
     "która które którego której który którym których którzy lecz lub ma mają mi między mnie może można mój "
     "mu na nad nam "
     "nami nas nawet nic nich nie niego niej nim niż no o od on ona one oni ono oraz po pod ponad ponieważ "
     "poza przed przez "
     "przy przeciw są się siebie sobie swoje swój ta tak taka taki także tam te tego tej ten też to tobie tu "
     "twój ty tych "
     "tylko tym u w we wam was więc wszyscy wszystko z za zaś ze że żeby"},
    {"ru",
     "а без более бы был была были было быть в вам вас весь во вот все всего всех всё вы где да даже для до "
     "его ее её ей "
     "если есть еще ещё же за здесь и из или им их к как какая какой когда который которая которое которые "
     "которого которых "
     "кто ли либо между меня мне много может мы на над надо нас наш не него нее неё нет ни них но ну о об "
     "однако он она они "
     "оно от очень по под после при про с сам сама себя со так также такой там те тем то того тоже той "
     "только том тот ту ты "
     "у уже хотя чего чей чем что чтобы чье чья эта эти этим это этого этой этом этот эту я"},
    {"uk",
     "а або адже але б без би біля був була були було бути в вам вас ви від вона вони воно все всі всього "
     "вже від "
     "він де для до "
     "другий є ж же за з зі і із її їй їх й його йому із інші інший коли крім куди лише між мене мені ми "
     "можна може на над "
     "нам нас наш не неї нею ні них ним но о об один однак ось от по під після при про проти с сам свій собі "
     "себе сьогодні "
     "та так також такий там те теж ти тим тих то того тоді той тому ту тут у усе хоча хто це цей ці цього "
     "цьому цією цих "
     "чи чого чому ще що щоб я як яка який яке які якого якої якому яку"},
    {"sv",
     "alla allt andra att av bara blev bli blir de dem den denna deras dess dessa det detta dig din du där "
     "då efter ej eller "
     "en enligt er ett ett för från får ha hade han hans har hela henne hennes hon honom hur här i icke inga "
     "ingen inget "
     "inom inte innan ja jag kan kommer kunde man med mellan men mer mig min mot mycket många måste ni nu "
     "något någon några "
     "när och också om oss på samma sedan sig sin sina sitt själv ska skall skulle som så sådan till under "
     "upp ut utan vad "
     "var varför varit varje vem vi vid vilken vilket vill över än är åt"},
    {"da",
     "ad af alle alt anden at bare blev blive bliver da de dem den denne der deres det dette dig din dog du "
     "efter eller en "
     "end er et for fra få får før ha han hans har havde have hende hendes her hos hun hvad hvem hver "
     "hvilken hvis hvor "
     "hvordan hvorfor i ikke ind ingen intet jeg kan kun kunne man mange med meget mellem men mig min mod må "
     "ned nogen "
     "noget nogle nu når og også om op os over på selv sig sin sine skal skulle som så til ud uden under var "
     "ved vi vil "
     "ville vor være været"},
    {"no",
     "alle alt at av bare ble blei blir da de deg dei dem den denne der deres det dette du eller en enn er "
     "et "
     "etter for fra "
     "før ha hadde han hans har hennes her hun hva hvem hver hvilken hvor hvordan hvorfor i ikke ingen inn "
     "jeg kan kunne "
     "man med meg mellom men min mot mye må ned noe noen nå når og også om opp oss over på seg selv sin sine "
     "skal skulle "
     "slik som så til um under ut uten var ved vi vil ville være vært å"},
    {"tr",
     "acaba ama ancak artık aslında az bana bazı belki ben beni benim beri bile bir biri birkaç biz bize "
     "bizi bizim böyle "
     "bu buna bunda bundan bunu bunun çok çünkü da daha de değil diğer diye dolayı en fakat gibi göre hangi "
     "hani hem hep "
     "hepsi her hiç için ile ilgili ise işte kadar karşı ki kim kimse mi mı mu mü nasıl ne neden nerede o ol "
     "olan olarak "
     "oldu olduğu olduğunu olması on ona ondan onlar onların onu onun oysa pek rağmen sadece sanki sen senin "
     "siz sizin "
     "sonra şey şu tüm üzere var ve veya ya yani yine yok zaten"},
    {"ro",
     "a acea aceasta această aceea acei aceia acel acela acele acest acesta acestei aceste acestor acestui "
     "acolo ai aici al "
     "ale altă alt alți am ar are as asupra așa ați au avea avem aveau avut ca când care către ce cea cei "
     "cel cele celor "
     "chiar cine cu cum că căci cărei cărora căruia dacă dar de deci decât deși despre din dintre doar după "
     "ea ei el ele "
     "era erau este eu fără fi fie fiecare fiind foarte fost iar ii îi il îl în înainte între își la lângă "
     "le li lor lui "
     "mai mult nici nu nostru o ori pe pentru peste până prin sa sa să se sau său si și sub sunt s-a tot "
     "toată toate toți "
     "un una unde unei unele unor unui va vor"},
});

std::string Folded(std::string_view word) {
  const text::FoldedText folded(word);
  std::string out;
  for (char32_t c : folded.code_points()) text::AppendUtf8(c, out);
  return out;
}

std::vector<std::pair<std::string_view, Words>> FoldLists() {
  std::vector<std::pair<std::string_view, Words>> lists;
  for (const auto& [language, list] : kLists) {
    Words words;
    text::ForEachPart(list, ' ', [&](std::string_view word) { words.push_back(Folded(word)); });
    std::sort(words.begin(), words.end());
    lists.emplace_back(language, std::move(words));
  }
  return lists;
}

}  // namespace

bool IsStopWord(std::string_view language, std::string_view word) {
  static const std::vector<std::pair<std::string_view, Words>> lists = FoldLists();
  language = text::MacrolanguageOf(language);
  const auto list =
      std::find_if(lists.begin(), lists.end(), [&](const auto& entry) { return entry.first == language; });
  return list != lists.end() && std::binary_search(list->second.begin(), list->second.end(), word);
}

}  // namespace verbatim::match
