// The tables of deploy/README.md about roles and permissions.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "access/method_rules.h"
#include "access/permissions.h"
#include "access/roles.h"

namespace verbatim::access {
namespace {

using ::testing::HasSubstr;

std::string Guide() {
  std::ostringstream text;
  text << std::ifstream(PROJECT_ROOT "/deploy/README.md").rdbuf();
  return text.str();
}

std::string RolesTable() {
  std::string head = "| role |";
  std::string line = "| --- |";
  for (const Permission permission : kPermissions) {
    head += " " + std::string(NameOf(permission)) + " |";
    line += " --- |";
  }
  std::string table = head + "\n" + line + "\n";
  for (const Role& role : PredefinedRoles()) {
    table += "| `" + std::string(role.name) + "` |";
    for (const Permission permission : kPermissions)
      table += role.permissions.Has(permission) ? " yes |" : " |";
    table += "\n";
  }
  return table;
}

std::string MethodsTable() {
  std::map<Permission, std::string> methods;
  for (const MethodRule& rule : MethodRules()) {
    std::string& listed = methods[rule.permission];
    if (!listed.empty()) listed += ", ";
    listed += std::string(rule.method.substr(rule.method.find('.') + 1));
    if (!rule.further.empty()) listed += " (and " + std::string(rule.further) + ")";
  }
  std::string table = "| permission | methods |\n| --- | --- |\n";
  for (const Permission permission : kPermissions)
    table += "| `" + std::string(NameOf(permission)) + "` | " +
             (methods[permission].empty() ? "none" : methods[permission]) + " |\n";
  return table;
}

TEST(PermissionsInTheGuide, RolesAreThoseOfTheProgram) {
  EXPECT_THAT(Guide(), HasSubstr(RolesTable())) << RolesTable();
}

TEST(PermissionsInTheGuide, MethodsAreThoseOfTheProgram) {
  EXPECT_THAT(Guide(), HasSubstr(MethodsTable())) << MethodsTable();
}

}  // namespace
}  // namespace verbatim::access
