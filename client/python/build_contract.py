"""The build hook of the package. Generates what depends on the contract, and the synchronous client.

    contract.binpb   the descriptors of proto/verbatim/v1 and of google.rpc, for pb.py
    pb.pyi           the types of the messages
    rpc.py, async_rpc.py     a typed function for each unary method
    client.py        async_client.py without async

Needs protoc, or the package grpcio-tools.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PACKAGE = "verbatim_claims"
# The files of google that the contract imports. Those of google/api only annotate methods for HTTP.
STATUS = ["google/rpc/status.proto", "google/rpc/error_details.proto"]
LEFT_OUT = ("google/api/",)

FIELD = descriptor_pb2.FieldDescriptorProto
SCALARS = {FIELD.TYPE_DOUBLE: "float", FIELD.TYPE_FLOAT: "float", FIELD.TYPE_BOOL: "bool", FIELD.TYPE_STRING: "str",
           FIELD.TYPE_BYTES: "bytes"}
# Names of Python that a field may have.
BUILT_IN = {"str": "builtins.str", "bytes": "builtins.bytes"}

TO_SYNC = [(r"\basync (def|for|with)\b", r"\1"), (r"\bawait ", ""), (r"\bAsync(?=[A-Z])", ""), (r"__a(enter|exit|next|iter)__", r"__\1__"),
           (r"\baclose\b", "close"), (r"\basync_(?=[a-z])", ""), (r"\bStopAsyncIteration\b", "StopIteration"),
           (r"\basync\b", "sync")]


class ContractHook(BuildHookInterface):
    def initialize(self, version, build_data):
        self.folder = tempfile.TemporaryDirectory()
        out = pathlib.Path(self.folder.name)
        files = read_contract(out)
        (out / "contract.binpb").write_bytes(descriptor_pb2.FileDescriptorSet(file=files).SerializeToString(deterministic=True))
        (out / "pb.pyi").write_text(Types(files).text(), encoding="utf-8")
        asynchronous = unary_methods(files)
        (out / "async_rpc.py").write_text(asynchronous, encoding="utf-8")
        (out / "rpc.py").write_text(to_sync(asynchronous), encoding="utf-8")
        (out / "client.py").write_text(to_sync((HERE / PACKAGE / "async_client.py").read_text(encoding="utf-8")), encoding="utf-8")
        for path in out.iterdir():
            build_data["force_include"][str(path)] = f"{PACKAGE}/{path.name}"

    def finalize(self, version, build_data, artifact_path):
        self.folder.cleanup()


def to_sync(text):
    for pattern, replacement in TO_SYNC:
        text = re.sub(pattern, replacement, text)
    return text


def read_contract(folder):
    """Returns the files of the contract as FileDescriptorProtos, each behind those that it imports."""
    target = folder / "all.binpb"
    own = sorted(str(path.relative_to(PROJECT / "proto")) for path in (PROJECT / "proto").rglob("*.proto"))
    protoc = ["protoc"]
    try:
        import grpc_tools  # noqa: F401
        protoc = [sys.executable, "-m", "grpc_tools.protoc"]
    except ImportError:
        pass
    subprocess.run(protoc + [f"-I{PROJECT / 'proto'}", f"-I{PROJECT / 'deploy' / 'googleapis'}", "--include_imports",
                             f"--descriptor_set_out={target}", *own, *STATUS], check=True)
    files = descriptor_pb2.FileDescriptorSet.FromString(target.read_bytes()).file
    target.unlink()
    kept = [file for file in files if not file.name.startswith(LEFT_OUT) and file.name != "google/protobuf/descriptor.proto"]
    for file in kept:
        imports = [name for name in file.dependency if not name.startswith(LEFT_OUT) and not name.endswith("/descriptor.proto")]
        del file.dependency[:]
        file.dependency.extend(imports)
        file.ClearField("options")
        for service in file.service:
            for method in service.method:
                level = method.options.idempotency_level
                method.ClearField("options")
                if level:
                    method.options.idempotency_level = level
    return kept


class Types:
    """Writes pb.pyi: a class for each message, with the types of its fields."""

    def __init__(self, files):
        self.files = [file for file in files if file.package in ("verbatim.v1", "google.rpc", "google.protobuf")]
        self.maps = {}

    def text(self):
        lines = ["import abc", "import builtins", "from datetime import datetime, timedelta",
                 "from typing import Any as _Any, ClassVar, Dict, Iterable, Mapping, MutableMapping, MutableSequence, Optional, Type, "
                 "TypeVar", "",
                 '_M = TypeVar("_M", bound="Message")', "", HEAD]
        for file in self.files:
            for enum in file.enum_type:
                lines += self.enum(enum, "")
            for message in file.message_type:
                lines += self.message(message, f".{file.package}.{message.name}", "")
        return "\n".join(lines) + "\n"

    def enum(self, enum, indent):
        lines = [f"{indent}{enum.name}: {'ClassVar[_Enum]' if indent else '_Enum'}"]
        return lines + [f"{indent}{value.name}: {'ClassVar[int]' if indent else 'int'}" for value in enum.value]

    def message(self, message, name, indent):
        if message.options.map_entry:
            self.maps[name] = message
            return []
        lines, inner = [f"{indent}class {message.name}(Message):"], indent + "    "
        for enum in message.enum_type:
            lines += self.enum(enum, inner)
        for nested in message.nested_type:
            lines += self.message(nested, f"{name}.{nested.name}", inner)
        arguments = []
        for field in message.field:
            read, given = self.types(field)
            if not field.name.isidentifier() or field.name in ("from", "in", "is", "not", "class"):
                continue
            repeated = field.label == FIELD.LABEL_REPEATED
            message_field = field.type == FIELD.TYPE_MESSAGE
            if repeated or message_field:
                lines += [f"{inner}@property", f"{inner}def {field.name}(self) -> {read}: ..."]
            else:
                lines.append(f"{inner}{field.name}: {read}")
            arguments.append(f"{field.name}: Optional[{given}] = ...")
        if arguments:
            lines.append(f"{inner}def __init__(self, *, {', '.join(arguments)}) -> None: ...")
        lines += {".google.protobuf.Timestamp": [f"{inner}def {line} -> {result}: ..." for line, result in TIMESTAMP],
                  ".google.protobuf.Duration": [f"{inner}def {line} -> {result}: ..." for line, result in DURATION],
                  ".google.protobuf.Any": [f"{inner}def {line} -> {result}: ..." for line, result in ANY]}.get(name, [])
        if lines == [f"{indent}class {message.name}(Message):"]:
            lines[0] += " ..."
        return lines

    def types(self, field):
        """Returns the type that a field has, and the type that a constructor takes."""
        if field.type == FIELD.TYPE_MESSAGE and field.type_name in self.maps:
            key, value = self.maps[field.type_name].field
            key, value = self.types(key)[0], self.types(value)[0]
            return f"MutableMapping[{key}, {value}]", f"Mapping[{key}, {value}]"
        if field.type == FIELD.TYPE_MESSAGE:
            kind = re.sub(r"^\.(verbatim\.v1|google\.rpc|google\.protobuf)\.", "", field.type_name)
            if field.label == FIELD.LABEL_REPEATED:
                return f"_Messages[{kind}]", f"Iterable[{kind}]"
            return kind, kind
        kind = SCALARS.get(field.type, "int")
        kind = BUILT_IN.get(kind, kind)
        if field.label == FIELD.LABEL_REPEATED:
            return f"MutableSequence[{kind}]", f"Iterable[{kind}]"
        return kind, kind


HEAD = '''class Message:
    def SerializeToString(self, *, deterministic: bool = ...) -> bytes: ...
    @classmethod
    def FromString(cls: Type[_M], data: bytes) -> _M: ...
    def CopyFrom(self: _M, other: _M) -> None: ...
    def MergeFrom(self: _M, other: _M) -> None: ...
    def Clear(self) -> None: ...
    def ClearField(self, name: str) -> None: ...
    def HasField(self, name: str) -> bool: ...
    def WhichOneof(self, name: str) -> Optional[str]: ...
    def ByteSize(self) -> int: ...
    def SetInParent(self) -> None: ...
    DESCRIPTOR: ClassVar[_Any]

class _Messages(MutableSequence[_M], metaclass=abc.ABCMeta):
    def add(self, **fields: _Any) -> _M: ...

class _Enum:
    def Name(self, number: int) -> str: ...
    def Value(self, name: str) -> int: ...

def to_json(message: Message) -> Dict[str, _Any]: ...
def from_json(kind: Type[_M], value: Mapping[str, _Any]) -> _M: ...
def message_class(full_name: str) -> Optional[Type[Message]]: ...
'''
TIMESTAMP = [("FromDatetime(self, dt: datetime)", "None"), ("ToDatetime(self)", "datetime"), ("ToJsonString(self)", "builtins.str")]
DURATION = [("ToTimedelta(self)", "timedelta"), ("ToMilliseconds(self)", "int")]
ANY = [("Unpack(self, message: Message)", "bool"), ("Pack(self, message: Message)", "None")]


def unary_methods(files):
    """Returns async_rpc.py."""
    lines = ['"""A function for each unary method of the contract. Generated."""', "", "from typing import Optional", "",
             "from . import pb", "from .async_transport import AsyncTransport", "", "",
             "class AsyncRpc:", '    """The methods of the contract as they are: a request in, a response out.',
             "", "    A call raises the errors of verbatim_claims.errors, retries, and gets a request_id if it writes and has none.",
             '    """', "", "    def __init__(self, transport: AsyncTransport) -> None:", "        self._transport = transport"]
    for file in files:
        for service in file.service:
            for method in service.method:
                if method.client_streaming or method.server_streaming:
                    continue
                request, response = (kind.rpartition(".")[2] for kind in (method.input_type, method.output_type))
                path = f"/{file.package}.{service.name}/{method.name}"
                lines += ["", f"    async def {snake(method.name)}(self, request: pb.{request}, *, timeout: Optional[float] = None) "
                          f"-> pb.{response}:", f'        return await self._transport.unary("{path}", request, pb.{response}, timeout)']
    return "\n".join(lines) + "\n"


def snake(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
