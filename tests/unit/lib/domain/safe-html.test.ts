import { describe, expect, test } from "vitest";
import {
  listHtmlParts,
  mapSafeHtml,
  parseSafeHtml,
  sanitizeHtml,
  serializeSafeHtml,
} from "@/lib/domain/safe-html";
import { safeStyle } from "@/lib/domain/safe-style";

describe("HTML written by hand", () => {
  test("keeps tables, links, pictures and inline styles", () => {
    const html =
      '<table width="100%" cellpadding="8" style="border-collapse:collapse"><tbody><tr><td align="left" bgcolor="#ffffff"><a href="https://shop.kr/?a=1&amp;b=2" target="_blank">가기</a><br><img src="https://shop.kr/a.jpg" alt="그릇" width="200"></td></tr></tbody></table>';
    expect(sanitizeHtml(html)).toBe(html);
  });

  test.each([
    ["<p>하나<script>alert(1)</script>둘</p>", "<p>하나둘</p>"],
    ["<style>@import url(https://x)</style><p>글</p>", "<p>글</p>"],
    ["<style>.lp-muted{display:none}</style>글", "글"],
    ['<iframe src="https://x">속</iframe>글', "글"],
    [
      '<form action="https://x"><p>이름</p><input name="a"><button>보내기</button></form>',
      "<p>이름</p>보내기",
    ],
    ['<p onclick="x()" ONMOUSEOVER="y()" id="a" class="lp-muted">글</p>', "<p>글</p>"],
    ["<img src=x onerror=alert(1)>", '<img src="x" alt="">'],
    ['<svg><a href="javascript:x">글</a></svg>', ""],
    ['<a href="javascript:alert(1)">글</a>', "<a>글</a>"],
    ['<a href=" java\nscript:alert(1)">글</a>', "<a>글</a>"],
    ['<a href="data:text/html,x">글</a>', "<a>글</a>"],
    ['<img src="data:image/png;base64,AA==">', '<img alt="">'],
    ["<html><head><title>T</title></head><body><p>글</p></body></html>", "<p>글</p>"],
    ["<p>열고 <b>닫지 않아요", "<p>열고 <b>닫지 않아요</b></p>"],
    ["</td></tr></table><p>글</p>", "<p>글</p>"],
    ["<!--[if mso]><p>x</p><![endif]-->글", "글"],
    ['<p title="&quot;&gt;<script>">글</p>', '<p title="&quot;&gt;&lt;script&gt;">글</p>'],
    ["&lt;script&gt;", "&lt;script&gt;"],
  ])("%s becomes %s", (given, kept) => {
    expect(sanitizeHtml(given)).toBe(kept);
    expect(sanitizeHtml(kept)).toBe(kept);
  });

  test("gives its words and addresses to be changed, and keeps the rest", () => {
    const nodes = parseSafeHtml(
      '<p style="color:#123456">{{ name }}<img src="https://a.kr/{{ email }}" alt="{{ name }}"></p>',
    );
    expect(listHtmlParts(nodes)).toEqual({
      texts: ["{{ name }}", "{{ name }}"],
      addresses: ["https://a.kr/{{ email }}"],
    });
    const changed = mapSafeHtml(nodes, { text: () => "글", address: () => "https://b.kr" });
    expect(serializeSafeHtml(changed)).toBe(
      '<p style="color:#123456">글<img src="https://b.kr" alt="글"></p>',
    );
  });
});

describe("an inline style", () => {
  test.each([
    ["color: #fff; padding:4px", "color:#fff;padding:4px"],
    ["background:url(https://x/a.png);color:red", "color:red"],
    ["background: URL ( 'https://x' )", ""],
    ["position:fixed;top:0;left:0;width:100%", "width:100%"],
    ["width:expression(alert(1))", ""],
    ["color:red;behavior:url(#x)", "color:red"],
    ["col\\6fr:red;background:\\75rl(x)", ""],
    ["mso-line-height-rule:exactly", "mso-line-height-rule:exactly"],
    ["nonsense", ""],
  ])("%s is kept as %s", (given, kept) => {
    expect(safeStyle(given)).toBe(kept);
  });
});
