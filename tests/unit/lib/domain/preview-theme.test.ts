import { describe, expect, test } from "vitest";
import { guardPreview, showTheme, withoutImages } from "@/lib/domain/preview-theme";

const mail =
  "<html><head><style>:root{color-scheme:light dark;supported-color-schemes:light dark}\n@media ( prefers-color-scheme: dark ){.a{color:#fff}}</style></head><body>글</body></html>";

describe("a theme", () => {
  test("is the marketer's choice, not the viewer's", () => {
    expect(showTheme(mail, "dark")).toContain("@media (min-width:0){.a");
    expect(showTheme(mail, "light")).toContain("@media (max-width:0){.a");
    expect(showTheme(mail, "light")).not.toContain("prefers-color-scheme");
  });

  test("forced inversion changes the light mail and leaves pictures alone", () => {
    const inverted = showTheme(mail, "inverted");
    expect(inverted).toContain("@media (max-width:0){.a");
    expect(inverted).toMatch(/html\{[^}]*invert\(1\)[\s\S]*img[^}]*invert\(1\)[\s\S]*<\/head>/);
  });
});

describe("the policy of a preview", () => {
  test("stands before everything that it is about", () => {
    const guarded = guardPreview(mail);
    expect(guarded).toMatch(/^<html><head><meta http-equiv="Content-Security-Policy"/);
    expect(guarded).toContain("default-src 'none'");
    expect(guarded).not.toContain("script-src");
    expect(guarded).toContain("img-src https: http: data:");
    expect(guardPreview("<p>글</p>")).toMatch(/^<meta http-equiv/);
  });
});

test("without pictures their descriptions and their room stay", () => {
  const picture = `<img alt="a > b" src="https://s.kr/a.jpg" width="600"/><p style="background:url('x.png')">글</p>`;
  expect(withoutImages(picture)).toBe(
    '<img alt="a > b" width="600"/><p style="background:none">글</p>',
  );
});
