import { describe, expect, test } from "vitest";
import { negotiateLocale } from "@/lib/domain/locale";

describe("the language of a page", () => {
  test("is the chosen one, whatever the browser asks for", () => {
    expect(negotiateLocale("en", "ko-KR,ko;q=0.9")).toBe("en");
  });

  test("is the browser's most wanted one that we have", () => {
    expect(negotiateLocale(undefined, "fr-FR,fr;q=0.9,en;q=0.5,ko;q=0.7")).toBe("ko");
    expect(negotiateLocale(undefined, "en-GB,en;q=0.9,ko;q=0.8")).toBe("en");
  });

  test("ignores a language that the browser refuses", () => {
    expect(negotiateLocale(undefined, "en;q=0, ko;q=0.1")).toBe("ko");
  });

  test.each([null, "", "*", "fr, de", ";;q=,,=", "q=1"])("is Korean for %j", (header) => {
    expect(negotiateLocale(undefined, header)).toBe("ko");
  });

  test("a cookie with another value counts as none", () => {
    expect(negotiateLocale("fr", "en")).toBe("en");
  });
});
