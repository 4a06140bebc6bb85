#include "interchange/claim_review/claim_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "interchange/claim_review/author_reader.h"
#include "interchange/claim_review/date_reader.h"
#include "interchange/claim_review/plain_text.h"
#include "interchange/claim_review/unkept_properties.h"
#include "interchange/claim_review/url_reader.h"
#include "interchange/json_fields.h"
#include "interchange/text_fragment.h"

namespace verbatim::interchange {
namespace {

using nlohmann::json;
using verbatim::v1::Citation;
using verbatim::v1::Claim;

// Limit of Claim.further_appearance_uris.
constexpr size_t kMaxAppearances = 100;

// The text of one claim, and the object that describes the claim, which may be null.
struct GivenClaim {
  std::string text;
  const json* item = nullptr;
  std::string path;  // of the item
};

// Returns the source of a Quotation. This is the revision if Verbatim exported the Quotation, otherwise a
// URI.
std::string SourceOfQuotation(const json& quotation, const Uris& uris) {
  for (const json* source : Values(quotation, "isBasedOn")) {
    std::string name = uris.NameOf(Text(*source, "@id"));
    if (!name.empty()) return name;
  }
  return Uri(quotation, "isBasedOn");
}

// Returns the text of a claim that is a string or an object.
std::string ClaimTextOf(const json& value) {
  if (value.is_string()) return PlainText(value.get_ref<const std::string&>());
  for (const char* key : {"@value", "text", "claimReviewed", "name", "headline", "description"}) {
    std::string text = PlainText(Text(value, key));
    if (!text.empty()) return text;
  }
  return "";
}

// Returns the texts of the claims of a review, with what describes them.
std::vector<GivenClaim> FindClaims(const json& review, Notes& notes) {
  const std::vector<const json*> items = Values(review, "itemReviewed");
  const auto path_of = [&](size_t i) {
    return items.size() == 1 ? std::string("itemReviewed") : absl::StrCat("itemReviewed[", i, "]");
  };
  std::vector<GivenClaim> claims;
  const auto add = [&](GivenClaim claim) {
    const bool known =
        std::ranges::any_of(claims, [&](const GivenClaim& other) { return other.text == claim.text; });
    if (!claim.text.empty() && !known) claims.push_back(std::move(claim));
  };
  const std::vector<const json*> texts = Values(review, "claimReviewed");
  for (size_t i = 0; i < texts.size(); ++i) {
    // A claim that is an object may describe itself, unless itemReviewed does.
    const size_t item = items.size() == texts.size() ? i : 0;
    const bool has_item = item < items.size();
    if (texts[i]->is_object() && has_item && texts[i]->size() > 2)
      notes.Add("claimReviewed", "has more than its text, which is not kept");
    const bool describes = texts[i]->is_object() && !has_item;
    add({ClaimTextOf(*texts[i]),
         describes  ? texts[i]
         : has_item ? items[item]
                    : nullptr,
         describes ? "claimReviewed" : path_of(item)});
  }
  const size_t described = claims.empty() ? 0 : std::max<size_t>(texts.size(), 1);
  for (size_t i = 0; i < items.size(); ++i) {
    const bool is_claim = HasType(*items[i], "Claim") || claims.empty();
    // The name of another kind of work is the title of the work.
    std::string text =
        is_claim && items[i]->is_object() ? ClaimTextOf(*items[i]) : PlainText(Text(*items[i], "text"));
    if (i < described) {
      if (!is_claim && !Text(*items[i], "name").empty()) notes.Add(path_of(i) + ".name", kNotKept);
      const bool same =
          std::ranges::any_of(claims, [&](const GivenClaim& claim) { return claim.text == text; });
      if (!text.empty() && !same)
        notes.Add(path_of(i) + ".text", "differs from claimReviewed and is not kept");
    } else if (!text.empty()) {
      add({std::move(text), items[i], path_of(i)});
    } else if (items[i]->is_string() && claims.empty() && !IsPageUrl(items[i]->get<std::string>())) {
      add({ClaimTextOf(*items[i]), nullptr, path_of(i)});
    } else if (!claims.empty()) {
      notes.Add(path_of(i), kNotKept);
    }
  }
  return claims;
}

// Returns the URLs where the claim appeared, in order.
std::vector<std::string> ReadAppearances(const GivenClaim& given, const ReviewContext& context,
                                         std::string& first_appearance, Notes& notes) {
  std::vector<std::string> urls;
  if (given.item == nullptr) return urls;
  if (given.item->is_string()) {
    if (std::string url = ReadUrl(given.item->get_ref<const std::string&>(), ""); !url.empty())
      urls.push_back(url);
    return urls;
  }
  urls = ReadUrls(*given.item, "appearance", given.path + ".appearance", "", notes);
  std::vector<std::string> first =
      ReadUrls(*given.item, "firstAppearance", given.path + ".firstAppearance", "", notes);
  if (!first.empty()) first_appearance = first.front();
  urls.insert(urls.end(), first.begin(), first.end());
  // The address of the claim, or of the work that makes it, is where it appeared.
  for (const char* key : {"url", "sameAs"}) {
    std::vector<std::string> own =
        ReadUrls(*given.item, key, absl::StrCat(given.path, ".", key), context.base, notes);
    urls.insert(urls.end(), own.begin(), own.end());
  }
  std::vector<std::string> unique;
  for (std::string& url : urls) {
    if (std::ranges::find(unique, url) == unique.end()) unique.push_back(std::move(url));
  }
  if (unique.size() > kMaxAppearances) {
    notes.Add(given.path + ".appearance", absl::StrCat("has more than ", kMaxAppearances,
                                                       " URLs; the others are "
                                                       "not kept"));
    unique.resize(kMaxAppearances);
  }
  return unique;
}

void ReadClaimant(const GivenClaim& given, Claim& claim, Notes& notes) {
  std::optional<Author> author = ReadAuthor(*given.item, "author", given.path + ".author", "", notes);
  if (!author) return;
  claim.mutable_claimant()->set_name(std::move(author->name));
  claim.mutable_claimant()->set_uri(std::move(author->uri));
  claim.mutable_claimant()->mutable_same_as()->Assign(author->same_as.begin(), author->same_as.end());
}

ExchangedItem ReadClaim(const GivenClaim& given, const ReviewContext& context) {
  ExchangedItem read;
  Claim& claim = read.claim;
  claim.set_text(given.text);
  std::string first;
  std::vector<std::string> appearances = ReadAppearances(given, context, first, read.notes);
  if (given.item != nullptr && given.item->is_object()) {
    const json& item = *given.item;
    claim.set_name(context.uris.NameOf(Text(item, "@id")));
    ReadClaimant(given, claim, read.notes);
    claim.set_publish_date(
        ReadDateIn(item, "datePublished", given.path + ".datePublished", context.language, read.notes));
    for (const json* quotation : Quotations(item)) {
      *claim.add_citations() = ReadCitation(*quotation, context.uris);
      AddUriBesideName(*quotation, context.uris, read);
      if (std::string uri = Uri(FirstObject(*quotation, "isBasedOn"), "url"); !uri.empty())
        read.cited_uris.push_back(std::move(uri));
    }
    if (static_cast<size_t>(claim.citations_size()) < Values(item, "citation").size())
      read.notes.Add(given.path + ".citation",
                     "has values that are no Quotation with text, and are not kept");
    NoteUnkeptOfClaim(item, given.path, read.notes);
  }
  read.first_appearance = std::move(first);
  read.appearances = std::move(appearances);
  return read;
}

}  // namespace

std::string ReadDateIn(const json& object, const char* key, const std::string& path,
                       std::string_view language, Notes& notes) {
  const std::string written = Text(object, key);
  if (written.empty()) return "";
  ReadingOfDate reading = ReadDate(written, language);
  if (reading.date.empty()) {
    notes.Add(path, "is not a date and is not kept");
  } else if (!reading.lost.empty()) {
    notes.Add(path, absl::StrCat("is kept as ", reading.date, ", ", reading.lost));
  }
  return std::move(reading.date);
}

void AddUriBesideName(const json& quotation, const Uris& uris, ExchangedItem& item) {
  const std::string source = SourceOfQuotation(quotation, uris);
  std::string uri = Uri(FirstObject(quotation, "isBasedOn"), "url");
  if (uri != source && !uri.empty()) item.uris_beside_names[source] = std::move(uri);
}

std::vector<const json*> Quotations(const json& object) {
  std::vector<const json*> quotations;
  for (const json* value : Values(object, "citation")) {
    if (HasType(*value, "Quotation") && !Text(*value, "text").empty()) quotations.push_back(value);
  }
  return quotations;
}

Citation ReadCitation(const json& quotation, const Uris& uris) {
  Citation citation;
  citation.set_quote(Text(quotation, "text"));
  citation.set_revision(SourceOfQuotation(quotation, uris));
  TextContext context = ReadTextFragment(Text(quotation, "url"));
  citation.set_prefix(std::move(context.prefix));
  citation.set_suffix(std::move(context.suffix));
  return citation;
}

std::vector<ExchangedItem> ReadClaims(const json& review, const ReviewContext& context,
                                      Violations& violations) {
  Notes notes;
  std::vector<GivenClaim> claims = FindClaims(review, notes);
  if (claims.empty()) violations.Add("claimReviewed", "is required");
  if (claims.size() > kMaxClaims) {
    notes.Add("claimReviewed",
              absl::StrCat("has more than ", kMaxClaims, " claims; the others are not kept"));
    claims.resize(kMaxClaims);
  }
  std::vector<ExchangedItem> read;
  for (const GivenClaim& claim : claims) {
    read.push_back(ReadClaim(claim, context));
    read.back().notes.Append(notes);
  }
  return read;
}

}  // namespace verbatim::interchange
