import { beforeAll, expect, test, vi } from "vitest";

const target = { campaignId: 7, recipientId: 8, contactId: 9, topicId: null };
type Urls = typeof import("@/lib/public/recipient-urls");
type Tokens = typeof import("@/lib/domain/link-token");
let urls: Urls;
let tokens: Tokens;

beforeAll(async () => {
  vi.stubEnv("APP_SECRET", "present");
  vi.stubEnv("APP_SECRET_PREVIOUS", "");
  vi.stubEnv("PUBLIC_URL", "https://mail.example.com/");
  urls = await import("@/lib/public/recipient-urls");
  tokens = await import("@/lib/domain/link-token");
});

test("every address of a mail leads back to its recipient, each for its own purpose", () => {
  const mail = urls.recipientUrls(target);
  const token = (url: string) =>
    /^https:\/\/mail\.example\.com\/[ucow]\/([\w-]+)/.exec(url)?.[1] ?? "";
  const verify = (purpose: Parameters<Tokens["verifyLinkToken"]>[0], url: string) =>
    tokens.verifyLinkToken(purpose, token(url), ["present"]);
  expect(verify("unsubscribe", mail.url("unsubscribe"))).toEqual(target);
  expect(verify("unsubscribe", mail.url("preferences"))).toEqual(target);
  expect(verify("open", mail.url("pixel"))).toEqual(target);
  expect(verify("web", mail.url("web"))).toEqual(target);
  expect(verify("click", mail.link(3))).toEqual(target);
  expect(mail.link(3)).toMatch(/^https:\/\/mail\.example\.com\/c\/[\w-]+\/3$/);
  expect(mail.url("pixel")).toMatch(/\.gif$/);
});

test("a test send leads plain links to their destination and acts on nobody", () => {
  const mail = urls.inertUrls([
    "https://shop.example/a",
    "https://shop.example/{{ code }}",
    "javascript:x",
  ]);
  expect(mail.link(0)).toBe("https://shop.example/a");
  expect(mail.link(1)).toBe("https://mail.example.com/c/test/1");
  expect(mail.link(2)).toBe("https://mail.example.com/c/test/2");
  expect(mail.url("unsubscribe")).toBe("https://mail.example.com/u/test");
});
