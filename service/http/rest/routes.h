#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/api/http.pb.h"
#include "methods/method.h"

// The paths of the contract: which method a REST request calls (google.api.http annotations).
namespace verbatim::http {

// One HTTP path of one method.
struct Binding {
  const methods::Method* method = nullptr;
  std::string verb;  // GET, POST, …
  std::string path;  // the template, as in the contract
  // The field of the request that the body is: empty for none, * for the whole request.
  std::string body;

  // A variable takes the values of segments `first` up to `last`, joined by slashes.
  struct Variable {
    std::string field;  // a path of fields, such as claim.name
    size_t first = 0;
    size_t last = 0;
  };
  std::vector<Variable> variables;
  std::vector<std::string> segments;  // literals, and * for any
  std::string custom_verb;            // what follows the colon; empty if there is none
};

// Reads the annotations of a method. Aborts if a template is malformed: the contract is part of the program.
std::vector<Binding> BindingsOf(const methods::Method& method);

// Finds bindings by path. Immutable after the Add calls: any thread.
class Routes {
 public:
  Routes();
  ~Routes();

  // `binding` must outlive the routes.
  void Add(const Binding& binding);

  struct Found {
    const Binding* binding = nullptr;  // null if no binding has the path and the verb
    std::vector<std::string> allowed;  // if null: the verbs that the path has; none if there is no such path
    bool malformed = false;            // an escape in the path is malformed
    std::vector<std::pair<std::string, std::string>> values;  // of the binding's variables, by field
  };
  // `path` is still escaped.
  Found Find(std::string_view verb, std::string_view path) const;

 private:
  struct Node;
  const std::unique_ptr<Node> root_;
};

}  // namespace verbatim::http
