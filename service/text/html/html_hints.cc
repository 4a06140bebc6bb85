#include "text/html/html_hints.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "text/unicode/ascii.h"

namespace verbatim::text {
namespace {

struct Words {
  Omit omit;
  std::string_view words;  // separated by spaces
};

// Words of names. `post-share_bar` and `shareBar` both have the word `share`, and shareBar is also one word.
constexpr std::array<Words, 8> kWords = {{
    {Omit::kNavigation,
     "nav navi navigation navbar navbox navlinks topnav mainnav subnav menu submenu mainmenu topmenu menubar "
     "megamenu menue breadcrumb breadcrumbs crumbs pagination pager paging pagenav toolbar skiplink "
     "skiplinks "
     "sitemap langswitch editsection noprint search searchform searchbox suche tagcloud catlinks taglist "
     "schlagworte prevnext postnav jumplinks tabbar hamburger offcanvas drawer skip "
     "tags posttags entrytags articletags postcategories toc tableofcontents inhaltsverzeichnis"},
    {Omit::kEdge,
     "footer siteheader sitefooter pagefooter footers masthead topbar colophon copyright imprint impressum "
     "fusszeile fussbereich smallprint bottombar"},
    {Omit::kAside,
     "sidebar sidebars aside rightcol rightcolumn leftcol leftcolumn seitenleiste marginalspalte "
     "rightrail siderail sidecolumn sidecol marginal rightbar rightside rightsidebar leftbar leftside "
     "widgetarea"},
    {Omit::kComments,
     "comments comment commentlist commentform commentarea comentarios commentaires kommentar kommentare "
     "kommentarbereich commenti komentarze reacties disqus respond responses usercomments fbcomments "
     "discussion "
     "livefyre commento isso"},
    {Omit::kShare,
     "share shares sharing sharebar sharebox sharebuttons sharetools sharethis sharelinks sharedaddy shariff "
     "social socials socialmedia socialshare sociallinks socialbar socialicons socialbuttons addtoany a2a "
     "addthis "
     "teilen partager compartir condividi followus likebox fblike bookmarks heateor sociable ssba"},
    {Omit::kRelated,
     "related relatedposts relatedarticles relatedcontent recommended recommendation recommendations "
     "recommend "
     "teaser teasers teaserlist promo promos promobox readmore morenews morestories morefrom alsolike upnext "
     "popular mostread mostpopular trending topstories outbrain taboola yarpp crp jp-relatedposts crosslinks "
     "linkbox linklist furtherreading suggested suggestions similar weitere meistgelesen recentposts "
     "latestnews "
     "latestposts carousel ticker newsticker breakingnews"},
    {Omit::kAuthor,
     "authorbox authorbio authorinfo authorcard aboutauthor authordescription authorprofile autorenbox "
     "autoreninfo"},
    {Omit::kNotice,
     "cookie cookies cookiebar cookiebanner cookieconsent cookienotice consent gdpr dsgvo ccpa cmp onetrust "
     "newsletter "
     "newsletters subscribe subscription subscriptions signup optin paywall modal modals popup popups "
     "lightbox "
     "advert adverts advertisement advertisements advertising advertorial ad ads adbox adslot adsense adunit "
     "adcontainer sponsor sponsored sponsors anzeige anzeigen werbung publicidad publicite banner banners "
     "donate "
     "donation donations spenden login signin regwall mailchimp abo abonnieren mc4wp callout-cta cta"},
}};

// Words that begin with one of these hint at the same: `sidebar1`, `cookielaw`.
struct Prefix {
  std::string_view prefix;
  Omit omit;
};
constexpr std::array<Prefix, 16> kPrefixes = {{{"sidebar", Omit::kAside},
                                               {"breadcrumb", Omit::kNavigation},
                                               {"newsletter", Omit::kNotice},
                                               {"cookie", Omit::kNotice},
                                               {"kommentar", Omit::kComments},
                                               {"comments", Omit::kComments},
                                               {"related", Omit::kRelated},
                                               {"recommend", Omit::kRelated},
                                               {"outbrain", Omit::kRelated},
                                               {"taboola", Omit::kRelated},
                                               {"sharedaddy", Omit::kShare},
                                               {"socialshar", Omit::kShare},
                                               {"socialmedia", Omit::kShare},
                                               {"addtoany", Omit::kShare},
                                               {"googlead", Omit::kNotice},
                                               {"footer", Omit::kEdge}}};

// Whole names that hint at a sidebar. In longer names these words hint at nothing.
constexpr std::array<std::string_view, 5> kWholeNames = {"secondary", "tertiary", "widget", "rail", "extras"};

// A name with one of these words belongs to a part of the article, whatever its other words are:
// `firma_comentarios`.
constexpr std::array<std::string_view, 8> kContentWords = {
    "byline", "firma", "dateline", "caption", "headline", "ingress", "standfirst", "bildunterschrift"};

// Names that begin with one of these describe the whole page, its layout or its subjects, not the part: `has-sidebar`,
// `tag-comments`. Page builders call everything a widget.
constexpr std::array<std::string_view, 20> kNoHint = {"has-",
                                                      "no-",
                                                      "with-",
                                                      "without-",
                                                      "hide-",
                                                      "not-",
                                                      "tag-",
                                                      "category-",
                                                      "elementor-widget",
                                                      "et_pb",
                                                      "elementor-element",
                                                      "fusion-",
                                                      "vc_",
                                                      "wpb_",
                                                      "format-",
                                                      "page-template",
                                                      "post-type",
                                                      "single-",
                                                      "layout-",
                                                      "comment-open"};

// Names with a word of each of these two lists hint at a box about the author.
constexpr std::array<std::string_view, 9> kAboutAuthor = {
    "box", "bio", "info", "card", "about", "profile", "description", "details", "widget"};
constexpr std::array<std::string_view, 5> kAuthor = {"author", "authors", "autor", "auteur", "writer"};

constexpr std::array<std::string_view, 10> kScreenReaderNames = {
    "sr-only",        "visually-hidden",   "visuallyhidden", "screen-reader-text", "screenreader",
    "assistive-text", "u-visually-hidden", "a11y-hidden",    "element-invisible",  "screen-reader"};

constexpr std::array<std::string_view, 8> kDropCapNames = {
    "dropcap", "drop-cap", "drop_cap", "firstletter", "first-letter", "lettrine", "initial", "initials"};

constexpr std::array<std::string_view, 9> kSourceNames = {"references", "reflist",      "footnotes",
                                                          "footnote",   "bibliography", "sources",
                                                          "citations",  "endnotes",     "quellen"};

constexpr std::array<std::string_view, 6> kIconNames = {
    "material-icons", "icon", "icons", "fa", "glyphicon", "material-symbols-outlined"};

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToAsciiLower);
  return lower;
}

bool IsWordChar(char c) { return IsAsciiDigit(c) || (ToAsciiLower(c) >= 'a' && ToAsciiLower(c) <= 'z'); }

template <typename Take>
void ForEachName(std::string_view names, Take take) {
  for (size_t at = 0; at < names.size();) {
    while (at < names.size() && IsAsciiSpace(names[at])) ++at;
    const size_t start = at;
    while (at < names.size() && !IsAsciiSpace(names[at])) ++at;
    if (at > start) take(names.substr(start, at - start));
  }
}

template <size_t kCount>
bool HasName(std::string_view names, const std::array<std::string_view, kCount>& wanted) {
  bool has = false;
  ForEachName(names, [&](std::string_view name) {
    const std::string lower = Lower(name);
    has = has || std::find(wanted.begin(), wanted.end(), lower) != wanted.end();
  });
  return has;
}

template <size_t kCount>
bool IsOneOf(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const std::unordered_map<std::string_view, Omit>& HintWords() {
  static const std::unordered_map<std::string_view, Omit> words = [] {
    std::unordered_map<std::string_view, Omit> map;
    for (const Words& row : kWords) {
      ForEachName(row.words, [&](std::string_view word) { map.emplace(word, row.omit); });
    }
    return map;
  }();
  return words;
}

Omit HintOfWord(std::string_view word) {
  const auto& words = HintWords();
  if (const auto found = words.find(word); found != words.end()) return found->second;
  for (const Prefix& prefix : kPrefixes) {
    if (word.starts_with(prefix.prefix)) return prefix.omit;
  }
  return Omit::kNone;
}

// Splits a name at signs and where a capital follows a small letter.
template <typename Take>
void ForEachWord(std::string_view name, Take take) {
  for (size_t at = 0; at < name.size();) {
    while (at < name.size() && !IsWordChar(name[at])) ++at;
    const size_t start = at;
    while (at < name.size() && IsWordChar(name[at])) {
      const bool small = name[at] >= 'a' && name[at] <= 'z';
      ++at;
      if (small && at < name.size() && name[at] >= 'A' && name[at] <= 'Z') break;
    }
    if (at > start) take(start, at - start);
  }
}

Omit HintOfName(std::string_view name) {
  const std::string lower = Lower(name);
  if (std::any_of(kNoHint.begin(), kNoHint.end(), [&](auto prefix) { return lower.starts_with(prefix); }))
    return Omit::kNone;
  if (IsOneOf(lower, kWholeNames)) return Omit::kAside;
  std::string joined;  // right-bar: rightbar
  Omit hint = Omit::kNone;
  bool content = false;
  bool author = false;
  bool about = false;
  ForEachWord(name, [&](size_t start, size_t size) {
    const std::string_view word = std::string_view(lower).substr(start, size);
    joined += word;
    content = content || IsOneOf(word, kContentWords);
    author = author || IsOneOf(word, kAuthor);
    about = about || IsOneOf(word, kAboutAuthor);
    if (hint == Omit::kNone) hint = HintOfWord(word);
  });
  if (content) return Omit::kNone;
  if (const Omit whole = HintOfWord(joined); whole != Omit::kNone) return whole;
  return hint == Omit::kNone && author && about ? Omit::kAuthor : hint;
}

}  // namespace

Omit HintOf(std::string_view names) {
  Omit hint = Omit::kNone;
  ForEachName(names, [&](std::string_view name) {
    if (hint == Omit::kNone) hint = HintOfName(name);
  });
  return hint;
}

bool IsForScreenReaders(std::string_view names) { return HasName(names, kScreenReaderNames); }
bool IsDropCap(std::string_view names) { return HasName(names, kDropCapNames); }
bool IsListOfSources(std::string_view names) { return HasName(names, kSourceNames); }
bool IsIcon(std::string_view names) { return HasName(names, kIconNames); }

}  // namespace verbatim::text
