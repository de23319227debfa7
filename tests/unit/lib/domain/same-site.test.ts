import { expect, test } from "vitest";
import { isSameSite } from "@/lib/domain/same-site";

const own = "http://localhost:3000";

function request(method: string, headers: Record<string, string>) {
  return { method, headers: new Headers(headers), url: `${own}/api/x` };
}

test("reading needs no proof", () => {
  expect(isSameSite(request("GET", { "sec-fetch-site": "cross-site" }), own)).toBe(true);
});

test.each([
  ["the browser says so", { "sec-fetch-site": "same-origin" }, true],
  ["another site of ours asks", { "sec-fetch-site": "same-site" }, false],
  ["a foreign page asks", { "sec-fetch-site": "cross-site", origin: own }, false],
  ["somebody typed it", { "sec-fetch-site": "none" }, false],
  ["an older browser names our origin", { origin: own }, true],
  [
    "the origin is the host asked for",
    { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" },
    true,
  ],
  ["the origin is foreign", { origin: "http://evil.test", host: "localhost:3000" }, false],
  ["the origin is hidden", { origin: "null", host: "localhost:3000" }, false],
  ["nothing is said", { host: "localhost:3000" }, false],
] as const)("a change when %s: %o is %s", (_, headers, allowed) => {
  expect(isSameSite(request("POST", headers), own)).toBe(allowed);
});
