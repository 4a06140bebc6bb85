#pragma once

namespace verbatim {

// A deleter for std::unique_ptr that frees an object of a C library with the library's function, as in
// `std::unique_ptr<BIO, FreeWith<BIO_free_all>>`.
template <auto kFree>
struct FreeWith {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

}  // namespace verbatim
