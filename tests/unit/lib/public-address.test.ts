import { describe, expect, test } from "vitest";
import { isPublicAddress } from "@/lib/public-address";
import { isPrivateHost } from "@/lib/domain/private-host";

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "169.254.169.254",
  "172.31.255.255",
  "192.168.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "fc00::1",
  "fe80::1",
  "ff02::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "no address",
  "",
])("%s is not on the internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "172.32.0.1", "100.63.255.255", "2606:4700::1111", "2404:6800:4004::"])(
  "%s is on the internet",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

describe("names that only we could open", () => {
  test.each(["localhost", "db", "shop.local", "api.internal", "127.0.0.1", "[::1]", "router.lan."])(
    "%s",
    (host) => expect(isPrivateHost(host)).toBe(true),
  );
  test.each(["shop.kr", "localhost.kr", "127.0.0.1.nip.io", "8.8.8.8", "[2606:4700::1111]"])(
    "not %s",
    (host) => expect(isPrivateHost(host)).toBe(false),
  );
});
