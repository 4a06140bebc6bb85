"""The messages of the contract (proto/verbatim/v1), and those of google.rpc that it uses.

The messages live in a descriptor pool of their own. So the package does not clash with googleapis-common-protos, nor with
code that a program generates from the same files. Every message, enum and value of an enum is an attribute of this module.
"""

import pathlib

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.internal import enum_type_wrapper
from google.protobuf.message import Message  # noqa: F401

_POOL = descriptor_pool.DescriptorPool()
_FULL_NAMES = {}

# protobuf 4.22 replaced the method of a factory by a function.
if hasattr(message_factory, "GetMessageClass"):
    _class_of = message_factory.GetMessageClass
else:
    _class_of = message_factory.MessageFactory(_POOL).GetPrototype


def _load():
    path = pathlib.Path(__file__).with_name("contract.binpb")
    for file in descriptor_pb2.FileDescriptorSet.FromString(path.read_bytes()).file:
        _POOL.AddSerializedFile(file.SerializeToString())
        found = _POOL.FindFileByName(file.name)
        for name, message in found.message_types_by_name.items():
            globals()[name] = _FULL_NAMES[message.full_name] = _class_of(message)
        for name, enum in found.enum_types_by_name.items():
            globals()[name] = enum_type_wrapper.EnumTypeWrapper(enum)
            globals().update({value.name: value.number for value in enum.values})


_load()


def message_class(full_name):
    """Returns the class of a message, such as google.rpc.ErrorInfo, or None."""
    return _FULL_NAMES.get(full_name)


def to_json(message):
    """Returns a message as the dictionary of its protobuf JSON."""
    return json_format.MessageToDict(message, descriptor_pool=_POOL)


def from_json(kind, value):
    """Makes a message from the dictionary of its protobuf JSON. Raises json_format.ParseError for unknown fields."""
    return json_format.ParseDict(value, kind(), descriptor_pool=_POOL)
