import { describe, expect, test } from "vitest";
import { personalise } from "@/lib/content/personalise";
import { compileSystemMail } from "@/lib/content/system";
import { shop, testUrls } from "@/tests/support/mail-to-compile";

const organization = shop;

describe.each(["ko", "en"] as const)("our own mails in %s", (locale) => {
  test("the sign-in link stands untouched in both parts, once as a button and once as text", async () => {
    const compiled = await compileSystemMail("sign-in-link", { locale, organization });
    const url = "https://app.test/sign-in/link?token=abc&email=a%40b.kr";
    const mail = personalise(compiled, { data: { url }, urls: testUrls });
    expect(mail.html.split(url.replace("&", "&amp;"))).toHaveLength(4); // button, address, its words
    expect(mail.text.split(url)).toHaveLength(2);
    expect(compiled.links).toEqual([]);
    expect(compiled.requiredFields).toEqual(["url"]);
    expect(mail.html).not.toContain("unsubscribe/token");
    expect(mail.html).not.toContain("pixel/token");
  });

  test("an address that is none never becomes a link", async () => {
    const compiled = await compileSystemMail("sign-in-link", { locale, organization });
    const mail = personalise(compiled, { data: { url: "javascript:alert(1)" }, urls: testUrls });
    expect(mail.html).not.toContain("javascript:");
  });

  test("an invitation names who invites, where to, and the role in words", async () => {
    const compiled = await compileSystemMail("invitation", { locale, organization });
    const data = {
      url: "https://app.test/invitation/x",
      inviterName: "<김하늘>",
      organizationName: "소담상점",
      role: "marketer",
    };
    const mail = personalise(compiled, { data, urls: testUrls });
    expect(mail.subject).toContain("<김하늘>");
    expect(mail.html).toContain("&lt;김하늘&gt;");
    expect(mail.text).toContain(locale === "ko" ? "마케터" : "Marketer");
  });

  test("a notice says what it was given", async () => {
    const compiled = await compileSystemMail("notice", { locale, organization });
    const data = {
      title: "캠페인이 멈췄어요",
      body: "한도를 넘었어요.",
      url: "https://app.test/1",
    };
    const mail = personalise(compiled, { data, urls: testUrls });
    expect(mail.subject).toBe("캠페인이 멈췄어요");
    expect(mail.text).toContain("한도를 넘었어요.");
  });
});

test("a change of the organisation changes the footer", async () => {
  const first = await compileSystemMail("notice", { locale: "ko", organization });
  const renamed = { ...organization, name: "달빛상점" };
  const second = await compileSystemMail("notice", { locale: "ko", organization: renamed });
  expect(first.html.chunks.join("")).toContain("소담상점");
  expect(second.html.chunks.join("")).not.toContain("소담상점");
});
