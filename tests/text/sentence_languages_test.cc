#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "text/sentences/sentences.h"

namespace verbatim::text {
namespace {

// A language, and a text with a bar where a sentence ends. The bar stands for a space, or for nothing in scripts
// without spaces.
using Sample = std::pair<const char*, const char*>;

std::vector<std::string> Split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return parts;
}

void ExpectSentences(const Sample& sample, const std::string& space) {
  const auto& [language, marked] = sample;
  const std::vector<std::string> expected = Split(marked, "|");
  std::string text;
  for (const std::string& sentence : expected) text += (text.empty() ? "" : space) + sentence;
  std::vector<std::string> found;
  for (ByteRange range : FindSentences(text, language))
    found.push_back(text.substr(range.start, range.size()));
  EXPECT_EQ(found, expected) << language;
}

TEST(SentenceLanguages, HaveTheirAbbreviations) {
  for (
      const Sample& sample : std::vector<Sample>{
          {"de", "Frau Prof. Dr. Krause zahlte ca. 5 Mio. Euro, d. h. zu viel.|Das war alles."},
          {"de", "Es gibt Obst, z. B. Birnen, Nüsse usw.|Die Liste steht auf S. 12."},
          {"de", "Der Verein \"Licht e. V.\" wohnt in der Lindenstr. 5 in Bonn.|Er wächst."},
          {"fr", "M. Petit, Mme. Roy et le Dr. Blanc vivaient en 50 av. J.-C. à Lyon.|C'est loin."},
          {"fr", "Voir p. 5, chap. II et art. 3.|On y lit tout, etc.|Rien ne manque."},
          {"es",
           "El Sr. Ruiz y la Dra. Gil viven en la Av. Colón 5.|Llegaron a las 5 p. m.|Los EE. UU. callan."},
          {"it", "Il dott. Verdi e l'avv. Conti vedono il sig. Sala a pag. 5.|È tardi, ecc.|Poi basta."},
          {"pt", "O Exmo. Sr. Dr. Lima e a Profa. Dias moram na Av. Central, n.º 5.|É perto."},
          {"nl", "Dhr. mr. Bakker en mevr. dr. Visser kwamen o.a. uit Gent.|Dat was bijv. Brussel."},
          {"da",
           "Hr. Holm og dr. Lund bor f.eks. i Aarhus.|De kom kl. 5, bl.a. Jens.|Det var alt osv.|Vi gik."},
          {"sv", "Dr. Berg bor t.ex. i Lund.|Det kostar 5 milj. kr.|Han kom."},
          {"nb", "Prof. Dahl bor f.eks. i Bergen.|Det var ca. 5 mill. kr.|Hun dro."},
          {"pl",
           "Prof. Nowak mieszka przy ul. Długiej 5, np. w Gdańsku.|W 2012 r. Gdynia rosła.|To był rok 2012 "
           "r.|Tak."},
          {"cs", "Prof. Dvořák bydlí na nám. Míru č. 5, např. u Brna.|Koupil chléb, sůl atd.|Pak odešel."},
          {"sk",
           "Ing. Horák pracuje v Alfa, s. r. o., na ul. Dlhej č. 5.|Kúpil chlieb, soľ atď.|Potom odišiel."},
          {"hr",
           "Dr. Horvat živi u Ul. kralja Zvonimira br. 5, npr. u Splitu.|Kupio je kruh itd.|Onda je otišao."},
          {"ru",
           "Акад. Орлов живёт в г. Тула на ул. Мира, д. 5.|Это стоит 5 тыс. руб.|Дорого и т. д.|Потом ушёл."},
          {"uk", "Проф. Бойко живе у м. Львів на вул. Садовій, буд. 5.|Це було у 2012 р.|Потім поїхав."},
          {"be", "Праф. Колас жыве ў г. Мінск на вул. Леніна, д. 5.|Гэта ўсё."},
          {"bg", "Проф. Иванов живее в гр. Варна, ул. Роза 5.|През 2014 г. Пловдив растеше.|Това е т.н."},
          {"ro", "Dl. Popa și d-na Ilie stau pe str. Lungă nr. 5.|Au venit etc.|Apoi au plecat."},
          {"hu", "Dr. Nagy és özv. Kisné a Fő u. 5. szám alatt lakik stb.|Az jó."},
          {"fi", "Prof. Laine asuu esim. Turussa, ks. s. 5.|Hän tuli."},
          {"el", "Ο κ. Νίκου και η δρ. Ρήγα γεννήθηκαν το 1950 μ.Χ. στην Πάτρα, βλ. σελ. 5.|Είναι εδώ."},
          {"tr", "Prof. Dr. Demir ve Av. Kaya No. 5 evde, bkz. s. 12.|Bu yeni."},
          {"ar", "قابلت د. سعيد و أ. ليلى في ص. 5.|هذا كل شيء."},
          {"ar", "قال د\u202A.\u202C سعيد ذلك.|هذا كل شيء."},
          {"fa", "من م. رضایی را دیدم.|او رفت."},
          {"he", "פרופ. לוי וד\"ר כהן באו.|זה הכול."},
          {"hi", "डॉ. वर्मा और श्री. एम. के. राव आए।|पृ. 5 देखें।"},
          {"mr", "डॉ. पाटील आणि प्रा. जोशी आले.|ते गेले."},
          {"bn", "ড. রহমান ও মো. করিম এসেছেন।|তারা গেছেন।"},
          {"vi", "TS. Trần Văn B sống ở Q. 1, TP. Huế.|Tôi biết."},
          {"id", "Dr. Hatta tinggal di Jl. Merdeka No. 5.|Mereka pergi."},
          {"kk", "Проф. Сәрсен т. б. ғалымдар келді.|Бұл рас."}}) {
    ExpectSentences(sample, " ");
  }
}

TEST(SentenceLanguages, HaveOrdinalsWithAFullStop) {
  for (const Sample& sample : std::vector<Sample>{
           {"de",
            "Am 9. November fiel sie.|Der 2. Weltkrieg endete im 20. Jahrhundert.|Es waren 14.|Das ist "
            "viel."},
           {"de", "Er kam am 3. 10. 2024 an.|Sie wurde 52.|Krause wurde 60.|Wilhelm II. Hohenzollern floh."},
           {"de", "Sie wohnt im 4. Stock, spielt in der 2. Bundesliga und fehlt am Montag, 5. Mai.|Schade."},
           {"da", "Den 2. Verdenskrig begyndte i 1939.|Han bor på 5. Avenue."},
           {"cs", "Narodil se 5. 3. 1950.|V 2. Světové válce padl.|Karel IV. Lucemburský vládl."},
           {"sk", "Dňa 1. Mája bolo teplo.|Karol IV. Luxemburský vládol."},
           {"hu", "IV. Béla uralkodott.|A 2. Kerület nagy."},
           {"tr", "II. Mehmed geldi.|2. Dünya Savaşı bitti."},
           {"fi", "Kustaa III. Aadolf tuli.|Hän lähti."}}) {
    ExpectSentences(sample, " ");
  }
}

TEST(SentenceLanguages, HaveTheirFullStops) {
  for (const Sample& sample : std::vector<Sample>{{"hy", "Նա եկավ:|Ես գնացի։|2. Տունը մեծ է:"},
                                                  {"hy", "Ժամը 10:30 է:|Նա եկավ...Ես գնացի:"},
                                                  {"ur", "وہ آیا۔|کیا تم گئے؟|ہاں۔"},
                                                  {"ar", "هل جاء؟|نعم!"},
                                                  {"my", "သူ၊ သူမ၊ ကလေး လာသည်။|သွားသည်။"},
                                                  {"km", "គាត់មក។|នាងទៅ។"},
                                                  {"am", "እሱ መጣ።|እሷ ሄደች፧|አዎ።"}}) {
    ExpectSentences(sample, " ");
  }
  for (const Sample& sample :
       std::vector<Sample>{{"am", "እሱ መጣ።|እሷ ሄደች።"},
                           {"ja", "「来た。見た。」と言った。|彼は去った。"},
                           {"ja", "本当？|本当だ！|「はい。」|終わり。"},
                           {"zh", "他看了《谁？我！》这本书。|他说：“好。走吧。”|她笑了（真的。）。"}}) {
    ExpectSentences(sample, "");
  }
}

TEST(SentenceLanguages, KeepHyphenatedInitialsWithoutLists) {
  for (const char* language : {"", "und", "tlh", "en", "fr"})
    ExpectSentences({language, "Minister J.-P. Smith spoke.|She left."}, " ");
}

TEST(SentenceLanguages, ContinueAfterAQuestionBeforeADash) {
  ExpectSentences({"ru", "«Кто там?» — спросил он.|Никто."}, " ");
  ExpectSentences({"es", "¡Ven! —dijo ella.|¿Por qué?|Porque sí."}, " ");
  ExpectSentences({"kk", "Кім келді? — деді ол.|Мен."}, " ");
}

TEST(SentenceLanguages, BeginWithANumberOrAnEllipsis) {
  ExpectSentences({"nl", "Niemand bleef.|...maar toen kwamen zij allen.|81 procent ging."}, " ");
  ExpectSentences({"fr", "Personne ne restait.|81 pour cent partaient."}, " ");
}

}  // namespace
}  // namespace verbatim::text
