#!/usr/bin/python3
"""A small embedder for tests: POST /v1/embeddings, as OpenAI defines it.

A text's vector counts its character trigrams, hashed into the dimensions. It shows that the service finds claims by
vectors; it says nothing about how well a real model does. The query of POST /mode sets how it answers from then on:

  answer     ok, garbage, html, short, huge, nan, error, limited (429), refuse_long (413 for texts over 300 bytes),
             refuse_word (400 for texts with the word unspeakable)
  delay      seconds before each answer
  dimension  of the vectors
  seed       of the hash: another seed is another model
  retry      seconds, for the header Retry-After

GET /stats returns what was asked for: requests, texts, the longest text and batch, and the last model and key.
"""

import argparse
import http.server
import json
import os
import ssl
import threading
import time
import urllib.parse
import zlib

MODE = {"answer": "ok", "delay": "0", "dimension": "256", "seed": "0", "retry": "1"}
STATS = {"requests": 0, "texts": 0, "longest": 0, "batch": 0, "model": "", "authorization": "", "log": []}
LOCK = threading.Lock()


def vector(text, dimension, seed):
    counts = [0.0] * dimension
    for word in text.lower().split():
        padded = f" {word.strip('.,')} "
        for start in range(len(padded) - 2):
            counts[zlib.crc32((seed + padded[start : start + 3]).encode()) % dimension] += 2.5
    if not any(counts):
        counts[0] = 1.0
    return counts


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, kind="application/json", headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with LOCK:
            body = json.dumps(STATS).encode()
        self.reply(200, body)

    def do_POST(self):
        url = urllib.parse.urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if url.path == "/mode":
            with LOCK:
                MODE.update(urllib.parse.parse_qsl(url.query))
            return self.reply(200, b"{}")
        if url.path != "/v1/embeddings":
            return self.reply(404, b"{}")
        return self.embed(json.loads(body))

    def embed(self, request):
        texts = request["input"]
        with LOCK:
            mode = dict(MODE)
            STATS["requests"] += 1
            STATS["texts"] += len(texts)
            STATS["longest"] = max(STATS["longest"], *(len(text.encode()) for text in texts))
            STATS["batch"] = max(STATS["batch"], len(texts))
            STATS["model"] = request["model"]
            STATS["authorization"] = self.headers.get("Authorization", "")
            STATS["log"].append(mode["answer"])
        time.sleep(float(mode["delay"]))
        answer = mode["answer"]
        if answer == "error":
            return self.reply(500, b'{"error": "out of memory"}')
        if answer == "limited":
            return self.reply(429, b"{}", headers=[("Retry-After", mode["retry"])])
        if answer == "refuse_long" and any(len(text.encode()) > 300 for text in texts):
            return self.reply(413, b'{"error": "too many tokens"}')
        if answer == "refuse_word" and any("unspeakable" in text for text in texts):
            return self.reply(400, b"{}")
        if answer == "garbage":
            return self.reply(200, b'{"data": [{"embedding": [[[{"a": "\xff')
        if answer == "html":
            return self.reply(200, b"<html>Sign in to the network</html>", kind="text/html")
        if answer == "huge":
            return self.reply(200, b"[" * (40 << 20))
        items = [
            {"object": "embedding", "index": index, "embedding": vector(text, int(mode["dimension"]), mode["seed"])}
            for index, text in enumerate(texts)
        ]
        if answer == "short":
            items = items[1:]
        if answer == "nan":
            items[0]["embedding"][0] = 1e39
        # The order of the items does not matter.
        answer = {"object": "list", "model": request["model"], "data": items[::-1], "usage": {"total_tokens": 1}}
        return self.reply(200, json.dumps(answer).encode())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    server.daemon_threads = True
    if arguments.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with open(arguments.port_file + ".new", "w") as file:
        file.write(f"{server.server_port}\n")
    os.rename(arguments.port_file + ".new", arguments.port_file)
    server.serve_forever()


if __name__ == "__main__":
    main()
