#include "access/trusted_proxies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "access/authenticator.h"

namespace verbatim::access {
namespace {

using ::testing::HasSubstr;
using Way = Credentials::Way;

const TrustedProxies& Proxies() {
  static const TrustedProxies proxies =
      *TrustedProxies::Parse({"10.1.0.0/20", "127.0.0.1", "fd00::/8", "::1"});
  return proxies;
}

TEST(TrustedProxies, AreRangesOfAddresses) {
  const struct {
    std::string address;
    bool trusted;
  } cases[] = {{"10.1.0.0", true},
               {"10.1.15.255", true},
               {"10.1.16.0", false},
               {"10.0.255.255", false},
               {"127.0.0.1", true},
               {"127.0.0.2", false},
               {"::1", true},
               {"::2", false},
               {"fdff::1", true},
               {"fe00::1", false},
               {"::ffff:10.1.0.9", true},
               {"::ffff:10.2.0.9", false},
               {"", false},
               {"10.1.0", false},
               {"10.1.0.1 ", false},
               {"localhost", false}};
  for (const auto& [address, trusted] : cases) EXPECT_EQ(Proxies().Contains(address), trusted) << address;
  EXPECT_TRUE(TrustedProxies::Parse({"0.0.0.0/0"})->Contains("8.8.8.8"));
  EXPECT_FALSE(TrustedProxies::Parse({"0.0.0.0/0"})->Contains("2001:db8::1"));
  EXPECT_FALSE(TrustedProxies().Contains("127.0.0.1"));
}

TEST(TrustedProxies, RefuseWhatIsNoRange) {
  for (const char* bad :
       {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "10.0.0/8", "::/129", "proxy"}) {
    EXPECT_THAT(std::string(TrustedProxies::Parse({bad}).status().message()),
                HasSubstr("must be an IP address"))
        << bad;
  }
}

TEST(TrustedProxies, TellWhereTheCallerIs) {
  const auto address = [](std::vector<std::string_view> forwarded) {
    const auto caller = Proxies().CallerBehind(
        {.address = "10.1.0.1", .forwarded_for = std::move(forwarded), .way = Way::kLoopback});
    EXPECT_TRUE(caller.ok());
    EXPECT_TRUE(caller->tls);
    EXPECT_EQ(caller->way, Way::kNetwork);
    return caller->address;
  };
  EXPECT_EQ(address({"203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(address({"127.0.0.1, 203.0.113.9"}), "203.0.113.9") << "what is before it may be forged";
  EXPECT_EQ(address({"203.0.113.9, 10.1.0.2"}), "203.0.113.9");
  EXPECT_EQ(address({"203.0.113.9", "10.1.0.2"}), "203.0.113.9");
  EXPECT_EQ(address({"10.1.0.2"}), "");
  EXPECT_EQ(address({}), "");
  EXPECT_EQ(address({"10.1.0.1,,"}), "");
}

TEST(TrustedProxies, TellWhichCertificateTheCallerHas) {
  const auto certificate = [](const std::string& forwarded) {
    const auto caller = Proxies().CallerBehind(
        {.certificate = "dns:proxy.example", .address = "10.1.0.1", .forwarded_client_cert = {forwarded}});
    return caller.ok() ? caller->certificate : "bad: " + std::string(caller.status().message());
  };
  const struct {
    std::string forwarded;
    std::string principal;
  } cases[] = {
      {"Hash=1;URI=spiffe://a/b;DNS=a.example", "uri:spiffe://a/b"},
      {"By=x;DNS=a.example;DNS=b.example", "dns:a.example"},
      {"Subject=\"/C=US/CN=The desk\";Hash=2", "cn:The desk"},
      {"Subject=\"CN=desk,O=Paper\"", "cn:desk"},
      {"DNS=forged.example,DNS=real.example", "dns:real.example"},
      {"Cert=\"a,b;c=d\\\"e\";DNS=a.example", "dns:a.example"},
      {"Hash=1", ""},
      {"", "bad: X-Forwarded-Client-Cert is malformed"},
      {"DNS", "bad: X-Forwarded-Client-Cert is malformed"},
      {"DNS=\"a", "bad: X-Forwarded-Client-Cert is malformed"},
      {"DNS=\"a\"b", "bad: X-Forwarded-Client-Cert is malformed"},
      {"DNS=a\x01", "bad: X-Forwarded-Client-Cert: the name has control characters"},
  };
  for (const auto& [forwarded, principal] : cases) EXPECT_EQ(certificate(forwarded), principal) << forwarded;
  EXPECT_EQ(Proxies().CallerBehind({.certificate = "dns:proxy.example", .address = "10.1.0.1"})->certificate,
            "")
      << "the proxy is not the caller";
}

TEST(TrustedProxies, OthersAreNotBelieved) {
  const auto caller = Proxies().CallerBehind({.certificate = "dns:a.example",
                                              .address = "203.0.113.9",
                                              .forwarded_for = {"127.0.0.1"},
                                              .forwarded_client_cert = {"DNS=boss.example"}});
  ASSERT_TRUE(caller.ok());
  EXPECT_EQ(caller->certificate, "dns:a.example");
  EXPECT_EQ(caller->address, "203.0.113.9");
  EXPECT_FALSE(caller->tls);
}

TEST(TrustedProxies, MalformedCertificatesAreRejected) {
  const Authenticator authenticator({}, Proxies());
  EXPECT_EQ(
      authenticator.Identify({.address = "10.1.0.1", .forwarded_client_cert = {"DNS=a.example"}}).principal,
      "dns:a.example");
  const Caller rejected = authenticator.Identify({.address = "10.1.0.1", .forwarded_client_cert = {"DNS"}});
  EXPECT_EQ(rejected.permissions, Permissions());
  EXPECT_THAT(rejected.rejection, HasSubstr("malformed"));
}

}  // namespace
}  // namespace verbatim::access
