import { describe, expect, test } from "vitest";
import { checkMergeUrl, compileMergeUrl } from "@/lib/domain/merge-url";

describe("an address with merge tags", () => {
  test.each([
    ["https://shop.kr/?n={{ v }}", "김 민수", "https://shop.kr/?n=%EA%B9%80%20%EB%AF%BC%EC%88%98"],
    ["https://shop.kr/?n={{ v }}", "a&admin=1#x", "https://shop.kr/?n=a%26admin%3D1%23x"],
    ["https://shop.kr/{{ v }}", "../../evil", "https://shop.kr/..%2F..%2Fevil"],
    ["https://{{ v }}.shop.kr/", "evil.com/", undefined],
    ["https://{{ v }}.shop.kr/", "seoul", "https://seoul.shop.kr/"],
    ["{{ v }}", "https://shop.kr/내주문", "https://shop.kr/%EB%82%B4%EC%A3%BC%EB%AC%B8"],
    ["{{ v }}", "javascript:alert(1)", undefined],
    ["{{ v }}", "JaVaScRiPt:alert(1)", undefined],
    ["{{ v }}", "java\nscript:alert(1)", undefined],
    ["{{ v }}", "data:text/html,<script>1</script>", undefined],
    ["{{ v }}", "//evil.com", undefined],
    ["{{ v }}", "shop.kr", undefined],
    ["{{ v }}", "", undefined],
    ["{{ v }}?utm=mail", "https://shop.kr/a", "https://shop.kr/a?utm=mail"],
    ["mailto:{{ v }}", "a@b.kr", "mailto:a%40b.kr"],
    ["http:shop.kr", "", undefined],
  ])("%s with %j leads to %s", (source, v, expected) => {
    expect(compileMergeUrl(source)({ v })).toBe(expected);
  });

  test.each([
    ["https://shop.kr", undefined],
    ["http://shop.kr/a?b={{ name }}", undefined],
    ["{{ order_url }}", undefined],
    ["mailto:help@shop.kr", undefined],
    ["tel:02-123-4567", undefined],
    ["www.shop.kr", "no_scheme"],
    ["shop.kr:8080/a", "no_scheme"],
    ["/products/1", "no_scheme"],
    ["javascript:alert(1)", "unsafe_scheme"],
    ["data:text/html,x", "unsafe_scheme"],
    ["https://", "invalid_url"],
    ["https://shop kr/", "invalid_url"],
  ])("%s as typed: %s", (source, reason) => {
    const result = checkMergeUrl(source);
    expect(result.ok ? undefined : result.reason).toBe(reason);
  });
});
