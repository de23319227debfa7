import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { isPublicPath } from "@/lib/domain/request-path";
import { config } from "@/proxy";

const guards = config.matcher.map((pattern) => new RegExp(`^${pattern}$`));

function isGuarded(path: string): boolean {
  return guards.some((guard) => guard.test(path));
}

test.each([
  "/",
  "/campaigns/42/report",
  "/users",
  "/uploads",
  "/webhooks",
  "/settings/account",
  "/audience/imports/7",
  "/audience/imports/upload-history",
  "/campaigns/42/report/recipients/7",
  "/api/search",
  "/api/healthy",
  "/iconography",
  "/templates/images",
])("%s passes the guard", (path) => {
  expect(isGuarded(path)).toBe(true);
});

test.each([
  "/u/token",
  "/c/token/3",
  "/o/token.gif",
  "/w/token",
  "/api/health",
  "/api/metrics",
  "/_next/static/chunks/main.js",
  "/icon.svg",
  "/audience/imports/upload",
  "/images/abc.jpg",
  "/api/images",
  "/api/images/7/upload",
  "/campaigns/42/report/recipients/7/mail",
])("%s does not", (path) => {
  expect(isGuarded(path)).toBe(false);
});

test("no file that mails or pages show asks its reader to sign in", () => {
  const files = readdirSync(new URL("../../public", import.meta.url), { recursive: true });
  const pictures = files.map(String).filter((file) => /\.[a-z0-9]+$/.test(file));
  expect(pictures.filter((file) => isGuarded(`/${file.replaceAll("\\", "/")}`))).toEqual([]);
  expect(pictures.length).toBeGreaterThan(0);
});

test("visitors see the ways in, and nothing that only looks like one", () => {
  expect(["/sign-in", "/sign-in/link", "/invitation/abc", "/forbidden"].every(isPublicPath)).toBe(
    true,
  );
  expect(["/", "/sign-in-log", "/campaigns", "/setup", "/invitations"].some(isPublicPath)).toBe(
    false,
  );
});
