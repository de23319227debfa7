import { expect, test } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "@/lib/domain/security-headers";

const production = { nonce: "abc123", isDevelopment: false, isHttps: true };

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values];
    }),
  );
}

test("only scripts with this answer's nonce run, and no string becomes code", () => {
  const scripts = directives(contentSecurityPolicy(production)).get("script-src");
  expect(scripts).toEqual(["'self'", "'nonce-abc123'", "'strict-dynamic'"]);
});

test("no other site may frame, rebase or take the forms of a page", () => {
  const policy = directives(contentSecurityPolicy(production));
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
  expect(policy.get("object-src")).toEqual(["'none'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
  expect(policy.get("connect-src")).toEqual(["'self'"]);
});

test("development may evaluate and open sockets, production never", () => {
  const development = contentSecurityPolicy({ ...production, isDevelopment: true });
  expect(development).toContain("'unsafe-eval'");
  expect(development).toContain("connect-src 'self' ws:");
  expect(contentSecurityPolicy(production)).not.toMatch(/unsafe-eval|ws:/);
});

test("https is demanded where it is served, and only there", () => {
  expect(securityHeaders(production)["strict-transport-security"]).toMatch(/^max-age=\d{7,}/);
  const plain = securityHeaders({ ...production, isHttps: false });
  expect(plain["strict-transport-security"]).toBeUndefined();
  // On http it would turn every address of the page into one that does not answer.
  expect(plain["content-security-policy"]).not.toContain("upgrade-insecure-requests");
});

test("types are not guessed, and addresses are not told to other sites", () => {
  const headers = securityHeaders(production);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
});
