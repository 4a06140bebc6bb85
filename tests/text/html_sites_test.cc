// Tests ReadableText on pages with the layouts of real web sites of many kinds and languages. The pages are
// written for this test. No page may lose words of its article, and few pages may keep words of menus,
// teasers, comments and notices.

#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "text/html/html.h"

namespace verbatim::text::sites_test {
namespace {

struct Site {
  const char* name;
  std::string html;
  std::vector<std::string_view> wanted;
  std::vector<std::string_view> unwanted;
};

std::string Paragraphs(std::initializer_list<std::string_view> paragraphs, std::string_view open = "<p>",
                       std::string_view close = "</p>\n") {
  std::string html;
  for (std::string_view paragraph : paragraphs) html.append(open).append(paragraph).append(close);
  return html;
}

std::string Links(std::initializer_list<std::string_view> names, std::string_view open = "<li>",
                  std::string_view close = "</li>") {
  std::string html;
  for (std::string_view name : names) {
    html.append(open).append("<a href='/x'>").append(name).append("</a>").append(close);
  }
  return html;
}

std::string Bridge(std::string_view open = "<p>", std::string_view close = "</p>\n") {
  return Paragraphs(
      {"The old iron bridge at Kesten carried its last train on Sunday evening, ninety-one years "
       "after the first one had rolled across the gorge with a band on the tender.",
       "Some 340 people stood on the northern bank, among them the grandchildren of the men who "
       "riveted it. “My grandfather counted 61,000 rivets,” said Ilse Brandt, 78.",
       "The railway says that a repair would have cost 18.4 million crowns. A new bridge of steel "
       "and concrete, two hundred metres upstream, opens in May and will bear trains of 22 tonnes "
       "an axle.",
       "What becomes of the old one is open.",
       "The county wants a path for walkers; the owner of the inn below would rather have the "
       "scrap taken away before a single bolt falls on his guests, and has written three letters "
       "that say so."},
      open, close);
}

const std::vector<std::string_view> kBridge = {
    "carried its last train on Sunday evening", "counted 61,000 rivets", "cost 18.4 million crowns",
    "What becomes of the old one is open.", "written three letters"};

std::vector<std::string_view> Also(std::vector<std::string_view> words, std::vector<std::string_view> more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Site GermanBlog() {
  return {
      "German blog",
      "<html lang='de'><body class='post-template-default single single-post postid-88 right-sidebar "
      "nav-below-header'>"
      "<a class='screen-reader-text skip-link' href='#c'>Zum Inhalt springen</a><header "
      "class='site-header'><div "
      "class='site-branding'><p class='main-title'><a href='/'>Garten am Hang</a></p><p "
      "class='site-description'>Ein "
      "Tagebuch</p></div></header><nav class='main-navigation'><ul>" +
          Links({"Startseite", "Beete", "Über mich"}) +
          "</ul></nav><div class='site grid-container' id='page'><div class='content-area' "
          "id='primary'><main><article "
          "class='post type-post category-beete'><div class='inside-article'><header "
          "class='entry-header'><h1>Warum der "
          "Kohl im Mai blüht</h1><div class='entry-meta'>3. Mai 2022 von <a href='/a'>Uta "
          "Reiser</a></div></header><div "
          "class='entry-content'>" +
          Paragraphs(
              {"Wer im August sät, erntet im Winter; wer zu früh sät, hat im Mai ein Feld voller gelber "
               "Blüten "
               "und keinen einzigen Kopf.",
               "Der Kohl braucht nämlich Kälte, bevor er blüht: etwa 40 Tage unter zehn Grad genügen den "
               "meisten Sorten, wie ein Versuch der Gartenschule in Weihen zeigt.",
               "Ich habe 26 Pflanzen gezählt.",
               "Elf davon standen unter Vlies und sind trotzdem geschossen, was mich ärgert, denn das Vlies "
               "hat 19 Euro gekostet und den ganzen Winter im Wind geknattert."}) +
          "<div class='sd-sharing'><span>Teilen mit:</span><ul>" +
          Links({"Klick, um auf Facebook zu teilen"}) +
          "</ul></div></div><footer class='entry-meta'>Kategorien " + Links({"Beete", "Gemüse"}, "", " ") +
          "<nav class='post-navigation'><a href='/v'>Der Kompost "
          "dampft</a></nav></footer></div></article><div "
          "class='comments-area'><div id='comments'><h3 class='comments-title'>2 Gedanken zu „Warum der Kohl "
          "im Mai "
          "blüht“</h3><ol class='comment-list'><li><div class='comment-body'><cite>Hans</cite> sagt:<p>Bei "
          "mir ist es "
          "genauso, und ich wohne doch viel weiter oben, wo es noch im April "
          "schneit.</p></div></li></ol><div "
          "id='respond'><h3>Schreibe einen Kommentar</h3><form><p>Deine E-Mail-Adresse wird nicht "
          "veröffentlicht.</p><textarea></textarea></form></div></div></div></main></div><div "
          "class='widget-area "
          "sidebar' id='right-sidebar'><aside class='widget'><h2>Neueste Beiträge</h2><ul>" +
          Links({"Schnecken, wieder", "Das Fass leckt"}) +
          "</ul></aside><aside class='widget'><h2>Archiv</h2><ul>" + Links({"April 2022", "März 2022"}) +
          "</ul></aside></div></div><div class='site-footer'>© 2022 Garten am Hang • Erstellt mit "
          "Liebe</div><div "
          "id='BorlabsCookieBox' role='dialog'><p>Wir verwenden Cookies auf unserer Website. Einige von "
          "ihnen sind "
          "essenziell, während andere uns helfen.</p><a href='#'>Alle akzeptieren</a></div></body></html>",
      {"Warum der Kohl im Mai blüht", "3. Mai 2022", "etwa 40 Tage unter zehn Grad",
       "Ich habe 26 Pflanzen gezählt.", "das Vlies hat 19 Euro gekostet"},
      {"Zum Inhalt", "Über mich", "auf Facebook", "Kompost dampft", "Gedanken zu", "noch im April schneit",
       "Deine E-Mail", "Schnecken, wieder", "März 2022", "Erstellt mit", "Wir verwenden Cookies",
       "Alle akzeptieren"}};
}

// The text of the article is in long <div>s, and the teasers are in <article>s.
Site DivBody() {
  std::string teasers;
  for (std::string_view what : {"Choir loses its hall", "Mayor’s dog found", "Ice on the weir"}) {
    teasers.append("<article class='t-9'><a href='/x'><picture><img src='a'></picture><h3>").append(what);
    teasers.append(
        "</h3><p>It began on a Tuesday, as such things do in this town, with a letter nobody read.</p></a>"
        "</article>");
  }
  return {
      "divs with teasers as articles",
      "<body><div id='app'><div class='h-1a'><div class='h-1b'>" +
          Links({"News", "Opinion", "Games"}, "<div>", "</div>") +
          "</div><div><button>Sign in</button></div></div><div class='c-2'><div class='c-3'><div "
          "class='kicker'>"
          "Transport</div><h1>Last train over Kesten</h1><div class='x-by'><span>By Oskar "
          "Lindt</span><time>4 March"
          "</time></div><div class='x-tools'><button>Save</button><button>Gift this story</button></div><div "
          "class='x-body'>" +
          Bridge("<div class='x-p'>", "</div>") +
          "</div></div><div class='c-4'><h2>More in this section</h2>" + teasers +
          "</div></div><div class='f-1'><div>" +
          Links({"Help desk", "Jobs with us", "Archive of papers"}, "", "") +
          "</div><div>© 2024 Kesten Media Ltd</div></div></div></body>",
      Also(kBridge, {"Last train over Kesten", "By Oskar Lindt"}),
      {"Opinion", "Sign in", "Gift this story", "More in this section", "Choir loses its hall",
       "letter nobody read", "Help desk", "Kesten Media Ltd"}};
}

Site Blogspot() {
  return {"blog in one div with <br>",
          "<body><div class='content-outer'><div class='header section' id='header'><h1 class='title'><a "
          "href='/'>Rails "
          "and Rust</a></h1><p class='description'><span>Notes from a signal box</span></p></div><div "
          "class='tabs'><ul>" +
              Links({"Home", "Photos by year"}) +
              "</ul></div><div class='main section' id='main'><div class='widget Blog'><div "
              "class='date-outer'><h2 "
              "class='date-header'>Monday, March 4, 2013</h2><div class='post hentry'><h3 "
              "class='post-title'>Last train "
              "over Kesten</h3><div class='post-body entry-content'>" +
              Bridge("", "<br />\n<br />\n") +
              "</div><div class='post-footer'><span class='post-author'>Posted by Oskar</span> at <a "
              "href='p'>9:41 "
              "PM</a><div>Labels: <a href='l'>bridges</a>, <a href='m'>iron</a></div></div></div></div><div "
              "class='comments' id='comments'><h4>3 comments:</h4><dl><dt><a href='u'>Maud</a> "
              "said...</dt><dd><p>I was "
              "there with my uncle, and we both cried like children when the whistle blew for the very last "
              "time.</p></dd></dl></div><div class='blog-pager'><a href='n'>Newer Post</a> <a href='o'>Older "
              "Post</a></div>"
              "</div></div><div class='sidebar section'><div class='widget Profile'><h2>About "
              "Me</h2><dl><dt>Oskar</dt>"
              "<dd>View my complete profile</dd></dl></div><div class='widget BlogArchive'><h2>Blog "
              "Archive</h2><ul>" +
              Links({"► 2012 (31)", "▼ 2013 (9)"}) +
              "</ul></div></div><div class='footer-outer'>Picture Window theme. Powered by a "
              "blog.</div></div></body>",
          Also(kBridge, {"Last train over Kesten", "March 4, 2013"}),
          {"Photos by year", "Labels:", "I was there with my uncle", "Newer Post", "View my complete profile",
           "2012 (31)", "Picture Window theme"}};
}

Site Magazine() {
  return {"magazine in sections",
          "<body><div id='root'><div class='a b c'><div class='d'><a href='/'>Homepage</a><a href='/s'>Sign "
          "up</a><a "
          "href='/o'>Open in app</a></div><div class='e'><section class='f g'><h1>Last train over "
          "Kesten</h1><div "
          "class='k'><a href='/u'>Oskar Lindt</a><a href='/f'>Follow</a><div>Mar 4 · 3 min "
          "read</div></div><figure><img "
          "src='b'><figcaption>The bridge in 1933, seen from the inn</figcaption></figure>" +
              Bridge("<p class='h i'>", "</p>") + "</section></div><div class='l'><ul>" +
              Links({"Railways", "Bridges and spans", "Iron age"}) +
              "</ul><div><button>412 claps</button></div></div><div class='m'><h3>Oskar Lindt</h3><p>Writes "
              "on rails, "
              "rivers and the people who live between the two.</p><a href='/f'>Follow</a></div><div "
              "class='n'><h2>More from "
              "Oskar Lindt</h2><div><a href='/1'><h2>The ferry that was not</h2><p>A tale of two banks and "
              "of one "
              "rope.</p></a></div><div><a href='/2'><h2>Nine locks by night</h2><p>On the canal with a lamp "
              "and a "
              "thermos.</p></a></div><div><a href='/3'><h2>Who owns the towpath</h2><p>Three courts and no "
              "answer.</p></a></div></div><div class='o'>" +
              Links({"About", "Help", "Legal stuff"}, "", "") + "</div></div></div></body>",
          Also(kBridge, {"Last train over Kesten", "seen from the inn"}),
          {"Open in app", "412 claps", "More from", "The ferry that was not", "A tale of two banks",
           "Nine locks by night", "Legal stuff"}};
}

// Boxes between the paragraphs of the article.
Site Interrupted() {
  const std::string box =
      "<div class='newsletter-box'><h4>The morning letter</h4><p>What matters before breakfast, every "
      "weekday at six, "
      "written by people who are up at four and regret it.</p><form><input type='email'><button>Subscribe "
      "now</button></form></div>";
  const std::string more = "<p><strong>Read more: <a href='/m'>How the gorge got its name</a></strong></p>";
  std::string body = Bridge();
  body.insert(body.find("<p>The railway"), box + "<p>Advertisement</p>");
  body.insert(body.find("<p>The county"),
              more + "<div class='ad-unit'><span>Ad: tyres for less</span></div>");
  return {
      "article with boxes in it",
      "<body><header><nav>" + Links({"Latest", "Podcasts"}, "", "") +
          "</nav></header><div id='ticker' class='news-ticker'><ul>" +
          Links({"12:04 Tram derails", "11:58 Rain by noon"}) +
          "</ul></div><main><div class='article-wrapper'><h1>Last train over Kesten</h1><p "
          "class='standfirst'>Ninety-one "
          "years, one bridge, and nobody who wants it.</p>" +
          body +
          "<p><em>Oskar Lindt has reported on the railway since 1998.</em></p></div><section "
          "class='recommended'><h2>You "
          "may also like</h2><ul>" +
          Links({"The pond that drains itself", "A clock for every street"}) +
          "</ul></section></main><footer><p>The Gazette is regulated by the press council of the country, "
          "and takes its "
          "complaints seriously.</p></footer></body>",
      Also(kBridge, {"Last train over Kesten", "nobody who wants it"}),
      {"Podcasts", "Tram derails", "The morning letter", "people who are up at four", "Advertisement",
       "How the gorge got its name", "tyres for less", "pond that drains", "press council of the country"}};
}

Site LiveArticles() {
  std::string entries;
  int minute = 59;
  for (std::string_view entry :
       {"The signal at the southern end has just gone green for the last time, and the crowd cheers.",
        "Police count 340 visitors. The bank is full, and the inn has run out of soup, says its owner.",
        "The driver is Karla Mohn, 54, whose father drove the last steam engine over the gorge in 1968.",
        "The band plays the same march as in 1933. Two of the drummers are great-grandsons of the first.",
        "Whistle, steam from somewhere, and it is over: at 18.07 the last carriage leaves the bridge."}) {
    entries += "<article class='entry'><header><time>18:" + std::to_string(minute--) + "</time></header><p>";
    entries.append(entry).append(
        "</p><div class='entry-share'><a href='s'>Share entry</a> <a href='t'>Copy "
        "address</a></div></article>");
  }
  return {
      "live blog of articles",
      "<body><header class='top'><a href='/'>Gazette</a></header><div class='live'><h1>Live: the last "
      "train</h1><ul "
      "class='key-points'><li>Last train left at 18.07</li><li>New bridge opens in May</li></ul><div "
      "class='feed'>" +
          entries +
          "</div><a class='load' href='#'>Load older entries</a></div><aside><h2>Timetable news</h2><ul>" +
          Links({"Night buses return", "Fares rise again"}) + "</ul></aside></body>",
      {"Live: the last train", "gone green for the last time", "the inn has run out of soup",
       "The driver is Karla Mohn", "the same march as in 1933", "at 18.07 the last carriage"},
      {"Share entry", "Copy address", "Load older", "Night buses", "Fares rise"}};
}

// A dialog is open, and the page behind the dialog is aria-hidden.
Site DialogOpen() {
  return {"page behind a dialog",
          "<body><div id='page' aria-hidden='true'><div class='site-nav' role='navigation'><ul>" +
              Links({"Fronts", "Weather map"}) +
              "</ul></div><div role='main'><h1>Last train over Kesten</h1>" + Bridge() +
              "</div><div role='contentinfo'><p>Registered in Kesten, number 4711, all rights "
              "kept.</p></div></div><div "
              "class='modal fc-consent-root' role='dialog' aria-modal='true'><h2>Your choice</h2><p>We and "
              "812 partners store "
              "and read information on your device, for advertising, measuring and research, unless you say "
              "no.</p>"
              "<button>Consent</button><button>Manage options</button></div></body>",
          Also(kBridge, {"Last train over Kesten"}),
          {"Weather map", "Registered in Kesten", "812 partners", "Manage options"}};
}

Site Results() {
  return {"tables of results",
          "<body><div id='top'>" + Links({"Counties", "Candidates A–Z"}, " ", " | ") +
              "</div><div id='content'><h1>County council of Kesten, 2024</h1><p>Turnout was 61.3 percent, "
              "the highest since "
              "1990. The Greens gained four seats and hold the balance for the first time.</p><table "
              "class='data'><caption>Seats "
              "by party</caption><tr><th>Party</th><th>Votes</th><th>Seats</th></tr><tr><td><a "
              "href='/g'>Greens</a></td><td>"
              "8,114</td><td>9</td></tr><tr><td><a "
              "href='/l'>Labour</a></td><td>12,907</td><td>15</td></tr><tr><td><a "
              "href='/f'>Farmers</a></td><td>9,260</td><td>11</td></tr></table><h2>By town</h2><table "
              "class='data'><tr><th>Town"
              "</th><th>Counted</th></tr><tr><td><a href='/k'>Kesten</a></td><td>31 of "
              "31</td></tr><tr><td><a href='/w'>Weihen"
              "</a></td><td>12 of 12</td></tr></table></div><div id='bottom'><p>" +
              Links({"Method", "Open data licence", "Feedback form"}, "", " · ") + "</p></div></body>",
          {"County council of Kesten", "Turnout was 61.3 percent", "Greens\t8,114\t9", "Labour\t12,907\t15",
           "Farmers\t9,260\t11", "Weihen\t12 of 12"},
          {"Candidates A–Z", "Open data licence", "Feedback form"}};
}

Site Board() {
  std::string posts;
  int number = 1;
  for (std::string_view post :
       {"Has anybody measured how much the old bridge moves when a goods train goes over it? I put a glass "
        "of water on the "
        "railing once, and it fell into the gorge.",
        "Eleven millimetres at midspan, says the report of 2009. I have it as a scan somewhere and can send "
        "it to you.",
        "It was twelve in 1987, before they closed the second track. My father worked on that survey for two "
        "summers.",
        "Thank you both! The glass was my best one, by the way, and the inn keeper still laughs about it."}) {
    posts +=
        "<tr><td class='row1 profile'><b>user" + std::to_string(number) +
        "</b><br><span>Joined: 3 May 2006<br>Posts: 1204</span></td><td class='row1'><div class='postbody'>";
    posts.append(post).append(
        "</div><div class='gensmall'><a href='q'>Quote</a> <a href='#top'>Back to top</a></div></td></tr>");
    ++number;
  }
  return {
      "board in a table",
      "<body><table width='100%'><tr><td><a href='/'>Board index</a> » <a href='/b'>Bridges and "
      "viaducts</a></td></tr>"
      "<tr><td>" +
          Links({"FAQ of this board", "Member list", "Usergroups"}, " ", " ") +
          "</td></tr></table><table class='forumline'><tr><th colspan='2'>How much does it move?</th></tr>" +
          posts +
          "</table><table><tr><td>Page 1 of 1 • All times are UTC</td></tr><tr><td><b>Who is "
          "online</b><br>Users browsing "
          "this forum: nobody and 2 guests</td></tr></table><div class='copyright'>Powered by a board, "
          "translated by "
          "its users</div></body>",
      {"Has anybody measured", "Eleven millimetres at midspan", "It was twelve in 1987",
       "The glass was my best one"},
      {"FAQ of this board", "Member list", "translated by its users"}};
}

Site Recipe() {
  return {"recipe",
          "<body class='single'><header class='site-header'><nav class='nav-primary'><ul>" +
              Links({"All recipes", "Shop my kitchen"}) +
              "</ul></nav></header><div class='site-inner'><main class='content'><article class='post "
              "entry'><h1>Plum dumplings "
              "from the valley</h1><a class='jump' href='#r'>Jump to Recipe</a><div "
              "class='entry-content'><p>My aunt made these "
              "every August, when the plums of the valley were so ripe that they fell into your hands by "
              "themselves.</p><p>Do not "
              "be afraid of the dough: it forgives nearly everything but cold potatoes, which make it "
              "heavy.</p><div "
              "class='recipe-card' id='r'><h2>Plum dumplings</h2><div>Prep time: 40 "
              "minutes</div><div>Serves: 4 people</div><h3>"
              "Ingredients</h3><ul class='ingredients'><li>500 g floury potatoes</li><li>150 g "
              "flour</li><li>1 egg</li><li>12 "
              "ripe plums</li></ul><h3>Method</h3><ol><li>Boil the potatoes in their skins for 25 minutes, "
              "peel them hot and press "
              "them at once.</li><li>Knead with flour, egg and a pinch of salt.</li><li>Wrap each plum, and "
              "let the dumplings "
              "simmer for 12 minutes.</li></ol><div class='nutrition'>Energy: 410 kcal a "
              "serving</div></div></div></article><div "
              "class='related-posts'><h3>More sweet things</h3>" +
              Links({"Poppy seed noodles", "Apricot crumble"}, "<div>", "</div>") +
              "</div><div class='entry-comments'><h3>Comments</h3><div class='comment'><p>I used frozen "
              "plums, and the whole "
              "kitchen was purple for a week, but my children loved every bite.</p></div></div></main><aside "
              "class='sidebar'><p>Hi, "
              "I am Jana, and I cook with what the hill gives me. I am so glad that you are "
              "here!</p></aside></div><footer>© Valley "
              "Kitchen</footer></body>",
          {"Plum dumplings from the valley", "My aunt made these", "500 g floury potatoes", "12 ripe plums",
           "for 25 minutes, peel them hot", "Knead with flour", "simmer for 12 minutes", "410 kcal"},
          {"Shop my kitchen", "More sweet things", "Poppy seed", "frozen plums", "cook with what the hill",
           "Valley Kitchen"}};
}

Site OldTables() {
  return {
      "nested tables of 1999",
      "<HTML><BODY bgcolor=white><TABLE width=750><TR><TD colspan=3 align=center><FONT size=6>The Kesten "
      "Rail "
      "Page</FONT></TD></TR><TR><TD width=130 valign=top bgcolor=silver><TABLE>" +
          Links({"Main", "Engines", "Guest book", "Web ring"}, "<TR><TD><FONT size=2>", "</FONT></TD></TR>") +
          "</TABLE></TD><TD valign=top><TABLE cellpadding=8><TR><TD><FONT face=Arial><B>The bridge</B><BR>" +
          Bridge("", "<BR><BR>\n") +
          "</FONT></TD></TR></TABLE></TD><TD width=120 valign=top><FONT size=1><B>Links</B><BR>" +
          Links({"Narrow gauge of the north", "Sleeper collectors", "Signals of the world"}, "", "<BR>") +
          "</FONT></TD></TR><TR><TD colspan=3><HR><FONT size=1>You are visitor 10442. Best viewed with 800 x "
          "600. <A "
          "HREF='mailto:x'>Webmaster</A></FONT></TD></TR></TABLE></BODY></HTML>",
      kBridge,
      {"Guest book", "Web ring", "Narrow gauge", "Sleeper collectors", "Signals of the world"}};
}

Site Japanese() {
  return {"Japanese news",
          "<html lang='ja'><body><div id='header'><ul class='gnav'>" + Links({"トップ", "社会", "スポーツ"}) +
              "</ul></div><div id='main'><div class='breadcrumb'><a href='/'>トップ</a> &gt; <a "
              "href='/s'>社会</a></div><div "
              "class='article'><h1>谷を渡る鉄橋、最後の列車</h1><p class='date'>2024年3月4日 "
              "21時41分</p><div class='body'>"
              "<p>"
              "ケステンの古い鉄橋を三日夕方、最後の列車が渡った。最初の列車が楽隊を乗せて谷を越えてから九十一"
              "年が過ぎていた。</p>"
              "<p>"
              "北側の岸には三百四十人が集まり、橋を造った職人の孫たちの姿もあった。「祖父は六万一千本の鋲を数"
              "えた」と七十八歳の女性は話した。</p>"
              "<p>修理には十八億円かかるという。</"
              "p><p>"
              "新しい橋は二百メートル上流に五月に開通し、より重い貨物列車を通すことができると鉄道会社は説明し"
              "ている。</p>"
              "</div></div><div class='sns'><a href='t'>ツイートする</a><a href='l'>LINEで送る</a></div><div "
              "class='kanren'><h2>関連記事</h2><ul>" +
              Links({"川の水位が過去最低に", "駅前の時計、また止まる", "山小屋の主人が引退"}) +
              "</ul></div></div><div id='side'><h2>アクセスランキング</h2><ol>" +
              Links({"犬が町長に選ばれる", "雪のない冬祭り"}) +
              "</ol></div><div "
              "id='footer'><p>無断転載を禁じます。著作権は新聞社に帰属します。</p></div></body></html>",
          {"谷を渡る鉄橋、最後の列車", "九十一年が過ぎていた", "六万一千本の鋲",
           "修理には十八億円かかるという。", "二百メートル上流に"},
          {"スポーツ", "LINEで送る", "過去最低に", "駅前の時計", "犬が町長に", "無断転載"}};
}

Site Russian() {
  return {
      "Russian news",
      "<html lang='ru'><body><div class='header'><div class='menu'>" +
          Links({"Главная", "Политика", "Спорт"}, "", "") +
          "</div></div><div class='wrap'><div class='content'><div class='news-item'><h1>Последний поезд "
          "прошёл по старому "
          "мосту</h1><div class='news-date'>4 марта 2024, 21:41</div><div class='news-text'><p>Старый "
          "железный мост через "
          "ущелье в воскресенье вечером пропустил последний поезд, через девяносто один год после "
          "первого.</p><div "
          "class='inject'>Читайте также: <a href='/1'>Река обмелела до самого дна</a></div><p>На северном "
          "берегу собралось "
          "около 340 человек. «Мой дед насчитал 61 тысячу заклёпок», — сказала 78-летняя жительница "
          "посёлка.</p><p>Ремонт "
          "обошёлся бы в 18,4 миллиона крон, а новый мост из стали и бетона откроют в мае на двести метров "
          "выше по "
          "течению.</p></div><div class='social-likes'><span>Поделиться:</span> " +
          Links({"ВКонтакте", "Одноклассники"}, "", " ") +
          "</div></div><div class='comments-block'><h3>Комментарии (2)</h3><div class='c'><p>Ездил по нему "
          "каждое лето к "
          "бабушке, и каждый раз было страшно смотреть вниз, в самую пропасть.</p></div></div><div "
          "class='also'><h3>Самое "
          "читаемое</h3>" +
          Links({"Часы на вокзале снова стоят", "Мэр нашёл собаку"}, "<div>", "</div>") +
          "</div></div></div><div class='footer'>При использовании материалов ссылка на сайт обязательна. "
          "16+</div></body>"
          "</html>",
      {"Последний поезд прошёл", "через девяносто один год", "61 тысячу заклёпок", "в 18,4 миллиона крон"},
      {"Спорт", "обмелела до самого дна", "Одноклассники", "к бабушке", "Часы на вокзале",
       "ссылка на сайт обязательна"}};
}

Site Arabic() {
  return {"Arabic news",
          "<html lang='ar' dir='rtl'><body><header id='mast'><ul>" + Links({"الرئيسية", "اقتصاد", "رياضة"}) +
              "</ul></header><section id='body'><div class='col-8'><h1>آخر قطار يعبر الجسر القديم</h1><span "
              "class='time'>4 مارس "
              "2024</span><div class='txt'>عبر آخر قطار الجسر الحديدي القديم فوق الوادي مساء الأحد، بعد واحد "
              "وتسعين عاما من عبور "
              "القطار الأول مع فرقة موسيقية.<br><br>ووقف نحو 340 شخصا على الضفة الشمالية، بينهم أحفاد العمال "
              "الذين بنوه، وقالت "
              "سيدة في الثامنة والسبعين إن جدها عد 61 ألف مسمار.<br><br>وتقول شركة السكك الحديدية إن الإصلاح "
              "كان سيكلف 18.4 مليون "
              "كرونة، وإن الجسر الجديد يفتح في مايو المقبل.</div></div><div class='col-4'><h3>الأكثر "
              "قراءة</h3><ul>" +
              Links({"النهر يجف حتى القاع", "ساعة المحطة تتوقف مجددا"}) +
              "</ul></div></section><footer>جميع الحقوق محفوظة للصحيفة</footer></body></html>",
          {"آخر قطار يعبر الجسر القديم", "بعد واحد وتسعين عاما", "عد 61 ألف مسمار", "18.4 مليون"},
          {"رياضة", "يجف حتى القاع", "ساعة المحطة", "جميع الحقوق"}};
}

Site Questions() {
  auto post = [](std::string_view what, std::string_view text, std::string_view remark) {
    std::string html("<div class='");
    html.append(what).append(
        "'><div class='votecell'><button>▲</button><span>17</span></div><div class='post-text'><p>");
    html.append(text).append(
        "</p></div><div class='post-menu'><a href='s'>share</a> <a href='e'>improve this "
        "post</a></div><div class='comments'><ul><li class='comment'>");
    html.append(remark).append("</li></ul></div></div>");
    return html;
  };
  return {"questions and answers",
          "<body><div class='topbar'>" + Links({"Ask", "Badges list"}, "", "") +
              "</div><div id='content'><h1>How are rivets counted on an old bridge?</h1><div id='mainbar'>" +
              post("question",
                   "I have drawings of a truss bridge of 1933 and need the number of rivets. Is there a rule "
                   "of thumb, "
                   "or must I count all of the 96 panels one after another by hand?",
                   "Which truss is it?") +
              "<h2>2 Answers</h2>" +
              post("answer",
                   "Count one panel and one node, and multiply: for a parallel Pratt truss you will be wrong "
                   "by less than "
                   "three percent, which is better than most counts on the spot.",
                   "Worked for me.") +
              post("answer",
                   "Weigh them. Rivet heads are some 2.5 percent of the steel, and the weight of the steel "
                   "is in the "
                   "contract, which the archive of the county keeps.",
                   "Nice trick!") +
              "</div><div id='sidebar'><h4>Related</h4>" +
              Links({"What is a gusset plate?", "Why are trusses painted green?"}, "<div>", "</div>") +
              "</div></div><div id='footer'>" + Links({"Site rules", "Mobile view"}, "", "") +
              "</div></body>",
          {"How are rivets counted", "need the number of rivets", "Count one panel and one node",
           "some 2.5 percent of the steel"},
          {"Badges list", "improve this post", "gusset plate", "painted green", "Site rules"}};
}

Site ShortRelease() {
  return {"short press release",
          "<body><div id='header'><div class='logo'>Kesten Railway</div><ul>" +
              Links({"Timetable", "Tickets and fares", "Careers", "Press room"}) +
              "</ul></div><div id='crumbs'><a href='/'>Home</a> / <a href='/p'>Press</a></div><div "
              "id='container'><div "
              "id='left'><ul>" +
              Links({"Press releases 2024", "Press releases 2023", "Picture service"}) +
              "</ul></div><div id='middle'><h2>Bridge closed for good</h2><p>Kesten, 3 March. The iron "
              "bridge has been closed "
              "to trains at 18.07 today.</p><p>Buses run every 20 minutes until the new bridge opens on 12 "
              "May.</p></div><div "
              "id='right'><h3>Contact</h3><p>Press office<br>Telephone 0123 456</p><h3>Service</h3><ul>" +
              Links({"Lost property", "Season tickets"}) + "</ul></div></div><div id='footer'>" +
              Links({"Imprint", "Data protection", "Accessibility"}, "", " | ") + "</div></body>",
          {"Bridge closed for good", "closed to trains at 18.07", "Buses run every 20 minutes"},
          {"Tickets and fares", "Picture service", "Lost property", "Accessibility"}};
}

// A page of a frameset that is nothing but links: they are its content.
Site LinkFrame() {
  return {"frame of links",
          "<html><head><title>Contents</title><base target='main'></head><body "
          "bgcolor='#ffffcc'><b>Contents</b><ul>" +
              Links({"1. The gorge before the bridge", "2. Building it, 1931–1933", "3. The flood of 1954",
                     "4. Timetables and wrecks"}) +
              "</ul></body></html>",
          {"1. The gorge before the bridge", "3. The flood of 1954", "4. Timetables and wrecks"},
          {}};
}

Site Polish() {
  return {"Polish portal",
          "<body><div class='page-header'><nav>" + Links({"Wiadomości", "Pogoda"}, "", "") +
              "</nav></div><div class='page-body'><div class='main-column'><h1 class='title'>Ostatni pociąg "
              "przejechał przez "
              "stary most</h1><div class='author'>Jan Malinowski</div><div class='lead'>Żelazny most nad "
              "wąwozem zamknięto po "
              "dziewięćdziesięciu jeden latach służby.</div><div class='text'>" +
              Paragraphs({"Na północnym brzegu zebrało się około 340 osób, wśród nich wnuki robotników, "
                          "którzy go nitowali przed "
                          "wojną.",
                          "Naprawa kosztowałaby 18,4 miliona koron, podaje kolej, a nowy most stanie "
                          "dwieście metrów w górę "
                          "rzeki."}) +
              "<div class='banner-slot'>REKLAMA</div>" +
              Paragraphs({"Co się stanie ze starym mostem, nie wiadomo. Powiat chce na nim ścieżki dla "
                          "pieszych, gospodarz "
                          "karczmy woli złom."}) +
              "</div><div class='tags'>Tagi: " + Links({"kolej", "mosty"}, "", ", ") +
              "</div><div class='box'><h2>Czytaj także</h2><ul>" +
              Links({"Rzeka wyschła do dna", "Zegar znów stoi"}) +
              "</ul></div><div id='komentarze'><h2>Komentarze</h2><p>Jeździłem tędy co roku do babci i "
              "zawsze bałem się spojrzeć "
              "w dół, w tę straszną przepaść.</p></div></div><div class='side-column'><h3>Najczęściej "
              "czytane</h3>" +
              Links({"Pies został burmistrzem", "Zima bez śniegu"}, "<div>", "</div>") +
              "</div></div><div class='page-footer'>Wszelkie prawa zastrzeżone</div></body>",
          {"Ostatni pociąg przejechał", "po dziewięćdziesięciu jeden latach", "około 340 osób",
           "18,4 miliona koron", "gospodarz karczmy woli złom"},
          {"Pogoda", "REKLAMA", "Rzeka wyschła", "bałem się spojrzeć", "Pies został burmistrzem",
           "prawa zastrzeżone"}};
}

// Comments that no name or heading tells from the article, and more of them than of it.
Site UnnamedComments() {
  std::string remarks;
  for (int i = 0; i < 12; ++i) {
    remarks += "<div class='u" + std::to_string(i % 3) + "'><b>walker" + std::to_string(i) +
               "</b><p>I walked over it as a boy, when the planks were still new and the keeper looked the "
               "other way, and "
               "I should like to do it once more before my knees are as old as the bridge is.</p></div>";
  }
  return {"unnamed comments longer than the article",
          "<body><div class='p1'><div class='p2'><h1>Last train over Kesten</h1>" + Bridge() +
              "</div><div class='p3'>" + remarks + "</div></div></body>",
          Also(kBridge, {"Last train over Kesten"}),
          {}};
}

// A manual: its headings and ids are the words that other pages have for their edges. The introduction is above the
// element with the rest.
Site Manual() {
  std::string options;
  for (std::string_view option : {"cookies", "keep_comments", "sidebar_width", "share_cache"}) {
    options.append("<div class='option' id='config_").append(option).append("'><h3>").append(option);
    options.append(
        "</h3><p>Sets what the program does with this part of a page, as a number from 0 to 4,096 or as one "
        "of "
        "the words that the table below lists.</p></div>");
  }
  return {
      "manual",
      "<body><div class='container'><p>Sieve is a program that reads pages and forgets most of what it has "
      "read, which "
      "takes it 12 milliseconds a page.</p><div id='doc'><h2>Syntax</h2><p>A file has one rule a line. Empty "
      "lines count "
      "as nothing, and a rule that ends in a backslash goes on in the next "
      "line.</p><h2>Comments</h2><p>Comments start "
      "with a number sign and end with the line. They may also stand behind a rule, after at least one "
      "space.</p>"
      "<h2>Options</h2>" +
          options +
          "<h2>Types</h2><pre>void <a href='a'>sieve_open</a>(<a "
          "href='b'>sieve_t</a>);</pre></div></div></body>",
      {"12 milliseconds a page", "A file has one rule a line", "Comments start with a number sign",
       "behind a rule, after at least one space", "sidebar_width", "0 to 4,096", "void sieve_open(sieve_t);"},
      {}};
}

// Comments that only their own class names tell, longer than the article.
Site ManyComments() {
  std::string comments;
  for (int i = 0; i < 12; ++i) {
    comments += "<div class='comment' id='c" + std::to_string(i) +
                "'><p>I walked over it as a boy, when the planks were new and the keeper looked the other "
                "way, and I should "
                "like to do it once more before my knees are as old as the bridge is.</p></div>";
  }
  return {"named comments longer than the article",
          "<body><div><div><h1>Last train over Kesten</h1>" + Bridge() + "</div><div>" + comments +
              "</div></div></body>",
          kBridge,
          {"before my knees"}};
}

TEST(ReadableText, ReadsTheArticleOfPagesOfManySites) {
  size_t unwanted = 0;
  size_t kept = 0;
  for (const Site& site :
       {GermanBlog(),      DivBody(), Blogspot(),    Magazine(),     Interrupted(), LiveArticles(),
        DialogOpen(),      Results(), Board(),       Recipe(),       OldTables(),   Japanese(),
        Russian(),         Arabic(),  Questions(),   ShortRelease(), LinkFrame(),   Polish(),
        UnnamedComments(), Manual(),  ManyComments()}) {
    const HtmlText page = ReadableText(site.html);
    for (std::string_view words : site.wanted) {
      EXPECT_NE(page.text.find(words), std::string::npos) << site.name << " lost: " << words << "\n"
                                                          << page.text;
    }
    for (std::string_view words : site.unwanted) {
      ++unwanted;
      if (page.text.find(words) == std::string::npos) continue;
      ++kept;
      std::cout << site.name << " keeps: " << words << '\n';
    }
  }
  std::cout << kept << " of " << unwanted << " unwanted phrases kept\n";
  EXPECT_LE(kept * 10, unwanted);
}

}  // namespace
}  // namespace verbatim::text::sites_test
