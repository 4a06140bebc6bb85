#!/usr/bin/env python3
"""A server of JSON Web Key Sets on the loopback interface: key_server.py FOLDER [CERTIFICATE KEY].

Each GET is answered with the status in FOLDER/status and the body in FOLDER/body, and adds a line to
FOLDER/requests. While FOLDER/hold exists, answers wait. Writes its port to FOLDER/port. Serves https if there is a
certificate.
"""

import http.server
import os
import pathlib
import ssl
import sys
import time

folder = pathlib.Path(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open(folder / "requests", "a") as requests:
            requests.write(self.path + "\n")
        while (folder / "hold").exists():
            time.sleep(0.01)
        body = (folder / "body").read_bytes()
        self.send_response(int((folder / "status").read_text()))
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True)
(folder / "port.new").write_text(str(server.server_address[1]))
os.rename(folder / "port.new", folder / "port")
server.serve_forever()
