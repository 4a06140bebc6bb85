#!/usr/bin/python3
"""Records ten claims whose texts, names and URIs are hard to exchange.

    varied_claims.py HTTP_URL
"""

import base64
import json
import sys
import urllib.request

BASE = sys.argv[1]


def post(path, body):
    request = urllib.request.Request(BASE + path, json.dumps(body).encode("utf-8"), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def document(name, text, uri, media_type="text/plain", **properties):
    content = {"mediaType": media_type, "data": base64.b64encode(text.encode("utf-8")).decode("ascii")}
    return post("/v1/documents", {"documentId": name, "document": {"uri": uri, **properties}, "content": content})


def claim(name, text, source, quote, **properties):
    citation = {"revision": f"documents/{source}", "quote": quote}
    return post("/v1/claims", {"claimId": name, "claim": {"text": text, "citations": [citation], **properties}})


PLAIN = "Belarus freed fifty-two prisoners. The envoy left. Airlines may fly again."
PAGE = """<html><body><nav>News</nav><main><p>On 11 September 2025,
   Belarus freed <b>fifty-two</b> prisoners after long talks with an envoy.<br>They crossed
   the border to Lithuania in the afternoon of that same day.</p></main></body></html>"""
LINES = "Belarus freed\r\nfifty-two prisoners.\x0cPage two.\x1b The \"envoy\" \\left\\.\r\nEnd."
WORLD = "\u202bحرر 52\u202c سجينا. 自由になった。 \U0001f600 \ue000 \ufffe Bücher & <Tags>."

document("plain", PLAIN, "https://n.example/a", title='A "title"\twith a tab', authors=["Ann", "Ann"], publisher="P")
document("brackets", PLAIN, "https://n.example/a[1]?b[]=c|d", title="[1]")
document("percent", PLAIN, "https://n.example/100%/%zz")
document("hashes", PLAIN, "https://n.example/#a#b")
document("page", PAGE, "https://n.example/page", "text/html")
document("lines", LINES, "https://n.example/lines", title="Control\x0bcharacters")
document("world", WORLD, "https://n.example/日本?q=\ue000")

claim("plain", "Prisoners were freed", "plain", "freed fifty-two prisoners", labels={"politics": "politics", "desk": "x"})
claim("brackets", "Prisoners were freed [1]", "brackets", "The envoy left")
claim("percent", "100% of them were freed", "percent", "Belarus freed fifty-two prisoners")
claim("hashes", "# of prisoners", "hashes", "Airlines may fly again")
claim("page", "Fifty-two were freed", "page", "On 11 September 2025, Belarus freed fifty-two prisoners")
claim("lines", "Line one\r\nline two\x0c\x01\u2028end", "lines", 'freed\r\nfifty-two prisoners.\x0cPage two.\x1b The "envoy" \\left\\.')
claim("world", WORLD, "world", "自由になった。 \U0001f600 \ue000 \ufffe Bücher & <Tags>")
claim("typed", "Belarus freed 52 prisoners in 2025", "page", "freed fifty-two prisoners", statement={
    "subject": {"label": "Belarus", "uri": "http://[::1]:80x/[b]#c#d"}, "predicate": "freed 100%",
    "object": {"quantity": {"value": "52", "bound": "EXACT", "unit": "prisoners"}},
    "qualifiers": [{"predicate": "when", "value": {"time": {"edtf": "2025-09"}}},
                   {"predicate": "where", "value": {"entity": {"label": "Minsk"}}}]},
      claimant={"name": "The \"envoy\"\x07", "uri": "https://n.example/{envoy}"}, appearanceUri="https://n.example/a%20b")
claim("made", "An envoy left", "plain", "The envoy left", attribution={
    "agent": {"kind": "AGENT_KIND_SOFTWARE", "id": "https://models.example/[m]%", "name": "Model\x0b 5", "version": "5"},
    "method": "prompt \x02", "confidence": 0.5, "startTime": "2025-09-11T10:00:00Z", "endTime": "2025-09-11T10:00:01Z",
    "derivedFrom": ["https://n.example/#x#y", "some thing", "documents/plain", "a:b c", "%"]})
claim("reviewed", "Airlines fly again", "plain", "Airlines may fly again", attribution={
    "agent": {"id": "ann @ n.example", "name": "Ann"}})

evidence = post("/v1/claims/reviewed/evidence", {"evidenceId": "e", "evidence": {
    "stance": "EVIDENCE_STANCE_REFUTES", "citation": {"revision": "documents/lines", "quote": "fifty-two prisoners.\x0cPage"}}})
review = {"reviewer": {"name": "Desk\x08", "uri": "https://desk.example/a"}, "uri": "https://desk.example/1",
          "rating": {"words": "Mostly \"true\"\r\n"}, "rationale": "Because\x1e so.", "publishDate": "2025-10-01",
          "evidence": ["claims/reviewed/evidence/e"]}
post("/v1/claims/reviewed/reviews", {"reviewId": "r", "review": review})
for subject, relation, target in (("brackets", "REPEATS", "plain"), ("percent", "DERIVED_FROM", "brackets"),
                                  ("plain", "NARROWS", "percent"), ("percent", "NARROWS", "plain"),
                                  ("hashes", "CONTRADICTS", "plain"), ("plain", "CONTRADICTS", "hashes"),
                                  ("page", "SAME_AS", "typed"), ("typed", "SAME_AS", "page")):
    post(f"/v1/claims/{subject}/links", {"link": {"relation": f"LINK_RELATION_{relation}", "target": f"claims/{target}"}})
print("ten claims are recorded")
