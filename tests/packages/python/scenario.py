"""Drives the Python client through scenario.json: scenario.py SERVER VKEY SCENARIO."""

import json
import pathlib
import re
import sys

from verbatim_claims import Client, errors, pb, verify

ENTRY_TYPES = {number: name for name, number in vars(pb).items() if name.startswith("ENTRY_TYPE_")}


def detail_of(error):
    if isinstance(error, errors.ValueContradicted):
        return error.stated.quantity.value
    if error.citation is not None:
        return error.citation.passages[0].quote
    return error.resource or ",".join(field for field, _ in error.violations)


def shown(message, path):
    value = pb.to_json(message)
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    return json.dumps(value) if isinstance(value, bool) else str(value)


def run(client, key, step):
    if "import" in step:
        requests = [pb.from_json(pb.CreateClaimRequest, request) for request in step["import"]]
        return [result.claim.text if result.claim else result.error.reason for result in client.import_claims(requests)]
    if "prove" in step:
        verify.verify_bundle(client.get_proof_bundle(step["prove"]), key)
        return ["PROVEN"]
    if "watch" in step:
        watch = client.watch(0, resource=step["watch"])
        return [ENTRY_TYPES[next(watch).type] for _ in range(step["count"])]
    request = pb.from_json(getattr(pb, step["method"] + "Request"), step["request"])
    method = getattr(client.rpc, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", step["method"]).lower())
    try:
        response = method(request)
    except errors.VerbatimError as error:
        return [error.code, error.reason, detail_of(error)]
    return [shown(response, path) for path in step["show"]]


def main(server, key, scenario):
    text = pathlib.Path(scenario).read_text(encoding="utf-8").replace("{client}", "python")
    key = pathlib.Path(key).read_text(encoding="utf-8").strip()
    with Client(server) as client:
        for number, step in enumerate(json.loads(text)["steps"]):
            outcome = run(client, key, step)
            assert outcome == step["outcome"], f"step {number}: {outcome} instead of {step['outcome']}"
    print(f"Python: {number + 1} steps")


if __name__ == "__main__":
    main(*sys.argv[1:])
