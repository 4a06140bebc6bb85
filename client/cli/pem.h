#pragma once

#include <string>

#include "CLI/CLI.hpp"

namespace verbatim::cli {

// A transformation of the option's value, which names a file, to what the file holds. It must hold a block of
// PEM whose label ends so (RFC 7468).
CLI::Validator ReadPem(const std::string& label);

// Whether a key, in PEM and not encrypted, is that of a certificate in PEM.
bool IsKeyOf(const std::string& certificate, const std::string& key);

}  // namespace verbatim::cli
