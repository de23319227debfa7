import { expect, test } from "vitest";
import { clientIpOf } from "@/lib/domain/client-ip";

test("with one proxy the client is the entry that the proxy appended", () => {
  expect(clientIpOf("203.0.113.9", 1)).toBe("203.0.113.9");
});

test("what the client wrote itself in front is not believed", () => {
  expect(clientIpOf("1.1.1.1, 8.8.8.8, 203.0.113.9", 1)).toBe("203.0.113.9");
  expect(clientIpOf("1.1.1.1, 203.0.113.9, 10.0.0.2", 2)).toBe("203.0.113.9");
});

test("without a proxy the socket's own address stands alone", () => {
  expect(clientIpOf("::ffff:127.0.0.1", 0)).toBe("::ffff:127.0.0.1");
});

test("a chain shorter than expected, or none, is still one subject to count", () => {
  expect(clientIpOf("203.0.113.9", 3)).toBe("203.0.113.9");
  expect(clientIpOf(null, 1)).toBe("unknown");
  expect(clientIpOf(" , ", 1)).toBe("unknown");
});
