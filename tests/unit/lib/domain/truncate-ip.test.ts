import { expect, test } from "vitest";
import { truncateIp } from "@/lib/domain/truncate-ip";

test.each([
  ["203.0.113.77", "203.0.113.0"],
  ["::ffff:203.0.113.77", "203.0.113.0"],
  ["2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::"],
  ["2001:db8::1", "2001:db8:0::"],
  ["::1", "0:0:0::"],
  ["1:2:3:4:5:6:7:8", "1:2:3::"],
  ["unknown", ""],
  ["", ""],
])("an address keeps its network only: %s", (ip, kept) => {
  expect(truncateIp(ip)).toBe(kept);
});
