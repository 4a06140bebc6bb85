"""Forwards TCP connections. While this process is stopped, all of them are silent, as if a cable was cut.

    links.py LISTEN_HOST:PORT=TARGET_HOST:PORT...
"""

import asyncio
import sys

BYTES_AT_ONCE = 65536


async def forward(reader, writer):
    try:
        while data := await reader.read(BYTES_AT_ONCE):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # one end is gone, so the other end must learn it
    finally:
        writer.close()


def to(target):
    async def connected(reader, writer):
        try:
            target_reader, target_writer = await asyncio.open_connection(*target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(forward(reader, target_writer), forward(target_reader, writer))

    return connected


async def main():
    servers = []
    for link in sys.argv[1:]:
        listen, target = (end.rsplit(":", 1) for end in link.split("="))
        servers.append(await asyncio.start_server(to(target), *listen))
    await asyncio.gather(*(server.serve_forever() for server in servers))


asyncio.run(main())
