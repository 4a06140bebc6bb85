"""The messages and methods of the contract, from the descriptor set that CMake builds (verbatim.binpb)."""

import pathlib

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

# Bytes of the longest message that a client of the tests receives.
LONGEST_MESSAGE = 64 << 20


class Contract:
    """Builds messages by name and calls methods by name. May be used from any thread."""

    def __init__(self, descriptor_set):
        self._pool = descriptor_pool.DescriptorPool()
        for file in descriptor_pb2.FileDescriptorSet.FromString(pathlib.Path(descriptor_set).read_bytes()).file:
            self._pool.Add(file)
        self._factory = message_factory.MessageFactory(self._pool)
        self._methods = {
            method.name: method
            for name in self._service_names()
            for method in self._pool.FindServiceByName(name).methods}

    def _service_names(self):
        return ["verbatim.v1." + kind + "Service"
                for kind in ("Document", "Claim", "Review", "Provenance", "Match", "Log")]

    def message(self, name):
        """Returns the class of a message, such as CreateClaimRequest."""
        return self._factory.GetPrototype(self._pool.FindMessageTypeByName("verbatim.v1." + name))

    def path(self, method):
        """Returns the path of a method in a request of HTTP/2: /verbatim.v1.ClaimService/GetClaim."""
        found = self._methods[method]
        return f"/{found.containing_service.full_name}/{method}"

    def callable(self, channel, method):
        """Returns a function that calls the method: it takes a request, or an iterator of requests."""
        found = self._methods[method]
        request = self._factory.GetPrototype(found.input_type)
        response = self._factory.GetPrototype(found.output_type)
        client_streams, server_streams = streams(found)
        kind = ("stream" if client_streams else "unary") + "_" + ("stream" if server_streams else "unary")
        return getattr(channel, kind)(self.path(method), request_serializer=request.SerializeToString,
                                      response_deserializer=response.FromString)

    def request(self, method, **fields):
        """Returns the request of a method. The values of `fields` are as the constructors of messages take them."""
        return self._factory.GetPrototype(self._methods[method].input_type)(**fields)

    def call(self, channel, method, timeout=20, **fields):
        """Calls a unary method, and returns its response."""
        return self.callable(channel, method)(self.request(method, **fields), timeout=timeout)


def streams(method):
    """Returns whether the client streams, and whether the server streams."""
    proto = descriptor_pb2.MethodDescriptorProto()
    method.CopyToProto(proto)
    return proto.client_streaming, proto.server_streaming


def channel_options():
    return [("grpc.max_receive_message_length", LONGEST_MESSAGE), ("grpc.use_local_subchannel_pool", 1)]


def connect(address):
    return grpc.insecure_channel(address, channel_options())
