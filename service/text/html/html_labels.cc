#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/html/html_hints.h"
#include "text/unicode/utf8.h"

// Headings and labels that web sites put above what does not belong to an article, in some fifteen languages. They are
// compared in lower case, without signs and figures.
namespace verbatim::text {
namespace {

struct Labels {
  Omit omit;
  std::string_view labels;  // separated by `|`; a label that ends in * also matches the start of longer texts
};

// Of headings. A part with such a heading is left out as a whole.
constexpr std::array<Labels, 6> kHeadings = {{
    {Omit::kComments,
     "comments|comment|leave a reply*|leave a comment*|post a comment*|add a comment*|join the conversation*|"
     "join the discussion*|reader comments|responses|replies|comments on*|thoughts on*|responses to*|write a "
     "comment*|"
     "kommentare|kommentar|kommentar schreiben|schreiben sie einen kommentar*|schreibe einen kommentar*|"
     "hinterlasse einen kommentar*|kommentar hinterlassen|kommentar verfassen|einen kommentar*|kommentare "
     "zu*|"
     "antwort schreiben|antworten|ihre meinung|leserkommentare|commentaires|laisser un "
     "commentaire*|"
     "laissez un commentaire*|commenter|réagir*|comentarios|deja un comentario*|deja una "
     "respuesta*|comentários|"
     "deixe um comentário*|commenti|lascia un commento*|reacties|geef een reactie*|laat een "
     "reactie*|komentarze|"
     "dodaj komentarz*|комментарии|добавить комментарий|оставить комментарий|коментарі|додати "
     "коментар|komentáře|"
     "hozzászólások|yorumlar|σχόλια"},
    {Omit::kRelated,
     "related|related articles|related posts|related stories|related content|related news|related topics|"
     "related links|related reading|you may also like*|you might also like*|you may also be interested*|"
     "you might be interested*|recommended|recommended for you*|recommended reading|recommended "
     "articles|read more|"
     "read next|more stories|more news|more articles|more from*|more on this*|more like this|more in*|most "
     "read|"
     "most popular|most viewed|popular posts|popular|trending|trending now|trending stories|top stories|"
     "latest news|latest|latest posts|latest articles|latest stories|recent posts|recent articles|recent "
     "comments|"
     "recent news|also on*|up next|don t miss*|editor s picks|editors picks|what to read next|further "
     "reading|"
     "similar posts|similar articles|from around the web|around the web|promoted stories|sponsored content|"
     "previous post|next post|previous article|next article|post navigation|what others are reading*|"
     "ähnliche artikel|ähnliche beiträge|verwandte artikel|verwandte beiträge|verwandte themen|weitere "
     "artikel*|"
     "weitere beiträge*|weitere meldungen|weitere themen|weitere nachrichten|weiterlesen|mehr zum thema*|"
     "mehr aus*|mehr von*|auch interessant*|das könnte*|das könnte sie auch interessieren*|"
     "das könnte dich auch interessieren*|lesen sie auch*|lesen sie mehr*|passend dazu|zum "
     "weiterlesen|"
     "meistgelesen*|meist gelesen*|beliebte beiträge|beliebteste*|neueste beiträge|aktuelle beiträge|neueste "
     "artikel|"
     "letzte beiträge|neueste kommentare|beitragsnavigation|beitrags navigation|empfehlungen|empfohlene "
     "artikel|"
     "articles liés|articles similaires|sur le même sujet|à lire aussi*|lire aussi*|vous aimerez aussi*|"
     "les plus lus|articles récents|à découvrir*|artículos relacionados|noticias relacionadas|te puede "
     "interesar*|"
     "también te puede interesar*|lo más leído|más leídas|entradas recientes|relacionados|artigos "
     "relacionados|"
     "leia também*|veja também*|mais lidas|notícias relacionadas|articoli correlati|leggi anche*|"
     "potrebbe interessarti*|ti potrebbe interessare*|articoli recenti|più letti|gerelateerd*|"
     "lees ook*|meer nieuws|meest gelezen|recente berichten|czytaj także*|czytaj również*|zobacz także*|"
     "zobacz też*|powiązane*|podobne artykuły|najczęściej czytane|читайте также*|по теме|похожие*|самое "
     "читаемое|"
     "читайте також*|за темою|související*|přečtěte si*|nejčtenější|ilgili haberler|çok okunanlar"},
    {Omit::kShare,
     "share|share this*|share article|share story|share on*|follow us*|follow|find us on*|connect with us|"
     "stay connected|sharing|teilen|teilen mit|artikel teilen|beitrag teilen|diesen artikel teilen|teilen "
     "auf*|"
     "folgen sie uns*|folge uns*|partager*|suivez "
     "nous*|compartir*|compartilhar*|compartilhe*|síguenos*|condividi*|"
     "seguici*|delen|deel dit*|udostępnij*|поделиться*|поділитися*|sdílet*|paylaş"},
    {Omit::kAuthor,
     "about the author*|about the authors|about author|author bio|written by*|meet the author|about the "
     "writer|"
     "über den autor*|über die autorin*|über den verfasser|zum autor|zur autorin|zur person|autor|à propos "
     "de l auteur*|"
     "sobre el autor*|sobre o autor*|sull autore*|over de auteur*|o autorze*|об авторе*"},
    {Omit::kNotice,
     "newsletter|newsletters|newsletter sign up|newsletter signup|subscribe|subscribe to*|subscribe now|"
     "sign up for*|sign up|get our newsletter*|get the latest*|stay up to date*|stay informed*|join our "
     "newsletter*|"
     "advertisement|advertisements|ads|sponsored|sponsors|support us*|donate|we value your privacy*|"
     "your privacy*|privacy overview|cookie*|cookies|this website uses cookies*|this site uses cookies*|"
     "diese website verwendet cookies*|newsletter abonnieren|newsletter anmeldung|anmelden|anzeige|anzeigen|"
     "werbung|datenschutzeinstellungen*|unterstützen sie uns*|abonnieren|abonnez vous*|inscrivez "
     "vous*|publicité|"
     "suscríbete*|publicidad|iscriviti*|pubblicità|nieuwsbrief|reklama|подписаться*|реклама"},
    {Omit::kNavigation,
     "tags|tag cloud|categories|category|archives|archive|menu|navigation|main menu|site map|links|blogroll|"
     "table of contents|contents|on this page|in this article|search|search this site|pages|topics|filed "
     "under*|"
     "posted in*|quick links|useful links|jump "
     "to|sections|kategorien|kategorie|archiv|schlagwörter|schlagworte|"
     "themen|stichwörter|inhalt|inhaltsverzeichnis|seiten|suche|suchen|navigationsmenü|meta|rubriken|"
     "catégories|archives|étiquettes|recherche|sommaire|categorías|etiquetas|archivos|buscar|categorias|"
     "categorie|"
     "archivio|cerca|categorieën|archief|kategorie|tagi|archiwum|рубрики|теги|категории|архивы|метки|поиск"},
}};

// Of paragraphs with nothing else.
constexpr std::array<Labels, 5> kLoneLabels = {{
    {Omit::kShare,
     "share|tweet|like|react|kudos|gefällt mir|whats your "
     "reaction|facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|email|e "
     "mail|mail|print|pocket|xing|"
     "copy link|share this|share this article|share this story|share on facebook|share on twitter|like this|"
     "like loading|teilen|drucken|twittern|merken|mitteilen|per mail|artikel "
     "drucken|partager|imprimer|compartir|"
     "imprimir|condividi|stampa|delen|udostępnij|drukuj|поделиться|распечатать|click to share*|"
     "teilen mit|auf facebook teilen|auf twitter teilen|flipboard|instagram|youtube|rss|link kopieren"},
    {Omit::kNotice,
     "advertisement|advertising|stay connected follow*|don t miss stories follow*|follow us "
     "on*|sponsored|sponsored "
     "content|ad|anzeige|werbung|publicité|publicidad|pubblicità|"
     "advertentie|reklama|реклама|article continues below|article continues below advertisement|"
     "story continues below advertisement|story continues below|continue reading below|scroll to continue*|"
     "sign in|log in|subscribe|sign up|accept|accept all|i agree|close|anmelden|abonnieren|schließen|"
     "enable javascript*|please enable javascript*"},
    {Omit::kComments,
     "no comments|no comments yet|be the first to comment*|reply|report|leave a comment|leave a "
     "reply|comments|"
     "comments are closed*|comment|your email address will not be published*|required fields are marked*|"
     "save my name email and website*|notify me of*|you must be logged in to*|log in to leave a comment*|"
     "this site uses akismet*|learn how your comment data*|"
     "deine e mail adresse wird nicht veröffentlicht*|ihre e mail adresse wird nicht veröffentlicht*|"
     "erforderliche felder sind*|antworten|kommentare|keine kommentare|kommentieren|kommentare geschlossen|"
     "votre adresse e mail ne sera pas*|répondre|tu dirección de correo*|o seu endereço de email*|responder|"
     "il tuo indirizzo email*|rispondi|je e mailadres wordt niet*|reageer|twój adres e mail*|odpowiedz|"
     "ваш e mail не будет*|ваш адрес email не будет*|ответить"},
    {Omit::kNavigation,
     "back to top|text size|play video|get alerts|follow this topic|scroll to top|go to top|to "
     "top|top|home|menu|previous|next|skip to content|skip to main content|read more|continue "
     "reading*|"
     "more|show more|load more|view all|see all|nach oben|zurück|weiter|mehr|startseite|zum inhalt springen|"
     "weiterlesen|mehr lesen|haut de page|retour|suivant|précédent|volver|siguiente|anterior|edit|edit this "
     "page|"
     "jump to navigation|jump to search|toggle navigation|table of contents"},
    {Omit::kEdge,
     "all rights reserved*|copyright*|alle rechte vorbehalten*|tous droits réservés*|todos los derechos*|"
     "tutti i diritti*|powered by*|proudly powered by*|privacy policy|terms of use|terms of "
     "service|impressum|"
     "datenschutz|datenschutzerklärung|imprint|mentions légales|aviso legal"},
}};

// Of paragraphs that are mostly a link.
constexpr Labels kPointers = {
    Omit::kRelated,
    "read also*|also read*|read more*|see also*|related*|more on*|more from*|don t miss*|read next*|watch*|"
    "recommended*|up next*|lesen sie auch*|lesen sie mehr*|lies auch*|mehr zum thema*|mehr dazu*|siehe auch*|"
    "auch interessant*|lire aussi*|à lire aussi*|voir aussi*|lea también*|lee también*|te puede interesar*|"
    "leia também*|leia mais*|veja também*|leggi anche*|lees ook*|czytaj też*|czytaj także*|zobacz też*|"
    "zobacz także*|читайте также*|читайте також*|čtěte také*|čtěte také*|ayrıca bakınız*|click here*"};

// Longer texts are not labels.
constexpr size_t kMaxLabelBytes = 160;

// Returns the letters in lower case, with signs, figures and spaces as one space.
std::string Normal(std::string_view text) {
  std::string normal;
  if (text.size() > 2 * kMaxLabelBytes) return normal;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    UChar32 c;
    U8_NEXT(bytes, at, size, c);
    if (c < 0 || !u_isalpha(c)) {
      if (!normal.empty() && normal.back() != ' ') normal += ' ';
      continue;
    }
    AppendUtf8(static_cast<char32_t>(u_tolower(c)), normal);
  }
  while (normal.ends_with(' ')) normal.pop_back();
  return normal.size() > kMaxLabelBytes ? std::string() : normal;
}

std::string_view FirstWord(std::string_view text) { return text.substr(0, text.find(' ')); }

// Labels by their first word, so that long tables cost little.
class LabelIndex {
 public:
  template <size_t kCount>
  explicit LabelIndex(const std::array<Labels, kCount>& table) {
    for (const Labels& row : table) Add(row);
  }
  explicit LabelIndex(const Labels& row) { Add(row); }

  // Returns the kind of the label that `normal` is or begins with, or kNone.
  Omit Find(std::string_view normal) const {
    const auto found = labels_.find(FirstWord(normal));
    if (normal.empty() || found == labels_.end()) return Omit::kNone;
    for (const Label& label : found->second) {
      const bool begins = normal.starts_with(label.text);
      const bool ends = normal.size() == label.text.size();
      if (begins && (ends || (label.begins_longer && normal[label.text.size()] == ' '))) return label.omit;
    }
    return Omit::kNone;
  }

 private:
  struct Label {
    std::string_view text;
    bool begins_longer;
    Omit omit;
  };

  void Add(const Labels& row) {
    std::string_view labels = row.labels;
    while (!labels.empty()) {
      const size_t end = std::min(labels.find('|'), labels.size());
      std::string_view text = labels.substr(0, end);
      labels.remove_prefix(std::min(end + 1, labels.size()));
      const bool begins_longer = text.ends_with('*');
      if (begins_longer) text.remove_suffix(1);
      labels_[FirstWord(text)].push_back({text, begins_longer, row.omit});
    }
  }

  std::unordered_map<std::string_view, std::vector<Label>> labels_;
};

}  // namespace

Omit HeadedBy(std::string_view heading) {
  static const LabelIndex labels(kHeadings);
  return labels.Find(Normal(heading));
}

Omit LoneLabel(std::string_view paragraph) {
  static const LabelIndex labels(kLoneLabels);
  return labels.Find(Normal(paragraph));
}

bool PointsElsewhere(std::string_view paragraph) {
  static const LabelIndex labels(kPointers);
  return labels.Find(Normal(paragraph)) != Omit::kNone;
}

}  // namespace verbatim::text
