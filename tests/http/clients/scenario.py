#!/usr/bin/env python3
"""The scenario of scenario.mjs over REST, with nothing but Python's library.

    scenario.py HTTP_URL
"""

import base64
import json
import sys
import urllib.error
import urllib.request

TEXT = "In September 2025, Belarus freed fifty-two prisoners. The envoy left.\n"


def call(method, path, body=None, headers=None):
    """Returns status and JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(sys.argv[1] + path, data, {"Content-Type": "application/json", **(headers or {})},
                                     method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def claim_on(quote):
    return {"claimId": "urllib", "claim": {"text": "Belarus freed 52 prisoners",
                                           "citations": [{"revision": "documents/urllib", "quote": quote}]}}


def main():
    content = base64.b64encode(TEXT.encode()).decode()
    status, _ = call("POST", "/v1/documents", {"documentId": "urllib", "content": {"data": content}})
    assert status == 200, status
    status, refused = call("POST", "/v1/claims", claim_on("Belarus freed 52 prisoners"))
    assert status == 400 and refused["error"]["status"] == "FAILED_PRECONDITION", refused
    refusal = next(detail for detail in refused["error"]["details"] if detail["@type"].endswith("CitationRefusal"))
    assert refusal["passages"][0]["quote"] == "Belarus freed fifty-two prisoners", refusal
    status, created = call("POST", "/v1/claims", claim_on("Belarus freed fifty-two prisoners"))
    assert status == 200, created
    status, got = call("GET", "/v1/claims/urllib")
    assert got["claim"] == created["claim"], got
    status, _ = call("GET", "/v1/claims/none")
    assert status == 404, status
    status, updated = call("PATCH", "/v1/claims/urllib?update_mask=labels", {"labels": {"topic": "prisoners"}},
                           {"If-Match": '"' + got["claim"]["etag"] + '"'})
    assert status == 200 and updated["claim"]["labels"] == {"topic": "prisoners"}, updated
    _, verified = call("GET", "/v1/claims/urllib:verify")
    assert verified["verified"], verified
    index = int(created["claim"]["logIndex"])
    watch = urllib.request.Request(f"{sys.argv[1]}/v1/log/entries:watch?leaves_only=true",
                                   headers={"Accept": "text/event-stream", "Last-Event-ID": str(index)})
    with urllib.request.urlopen(watch, timeout=30) as events:
        assert events.readline().startswith(b"id: ")
        data = json.loads(events.readline().removeprefix(b"data: "))
        assert data["entries"][0]["resource"] == "claims/urllib", data
    print("urllib: ok")


if __name__ == "__main__":
    main()
