import { expect, test } from "vitest";
import { html } from "@/local/ses/inbox/html";
import { hrefOf, readPlace } from "@/local/ses/inbox/place";
import { pickLanguage } from "@/local/ses/inbox/words";

test("values are escaped unless they are HTML already", () => {
  const inner = html`<b>${"<&>"}</b>`;
  expect(html`<p title="${'"x"'}">${inner}${[inner, inner]}${false}${undefined}${0}</p>`.html).toBe(
    '<p title="&quot;x&quot;"><b>&lt;&amp;&gt;</b><b>&lt;&amp;&gt;</b><b>&lt;&amp;&gt;</b>0</p>',
  );
});

test.each([
  [undefined, "ko"],
  ["en", "en"],
  ["ko-KR,ko;q=0.9,en-US;q=0.8", "ko"],
  ["de;q=1, en;q=0.7, ko;q=0.9", "ko"],
  ["fr-FR,en;q=0.5", "en"],
  ["fr", "ko"],
])("the language for '%s' is %s", (header, language) => {
  expect(pickLanguage(header)).toBe(language);
});

test("a place survives its own address", () => {
  const place = {
    id: "0100-x",
    view: "headers",
    width: "phone",
    search: "김 & co",
    before: "0100-y",
  } as const;
  expect(readPlace(new URL(hrefOf(place), "http://local"))).toEqual(place);
});

test("what is not known falls back", () => {
  expect(readPlace(new URL("http://local/?view=x&width=9"))).toEqual({
    id: undefined,
    view: "html",
    width: "full",
    search: "",
    before: undefined,
  });
});
