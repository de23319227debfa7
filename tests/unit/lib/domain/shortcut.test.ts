import { describe, expect, test } from "vitest";
import { type KeyPress, readShortcut } from "@/lib/domain/shortcut";

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    repeat: false,
    isTyping: false,
    ...more,
  };
}

const nothing = { shortcut: undefined, isGoing: false };

describe("outside a field", () => {
  test.each([
    ["/", "search"],
    ["c", "create"],
    ["?", "help"],
  ] as const)("%s means %s", (key, kind) => {
    const shiftKey = key === "?";
    expect(readShortcut(press(key, { shiftKey }), false).shortcut).toEqual({ kind });
  });

  test("g and then a letter goes to a page", () => {
    const first = readShortcut(press("g"), false);
    expect(first).toEqual({ shortcut: undefined, isGoing: true });
    const second = readShortcut(press("c"), first.isGoing);
    expect(second).toEqual({ shortcut: { kind: "go", letter: "c" }, isGoing: false });
  });

  test("after g, a key that is no letter ends the waiting", () => {
    expect(readShortcut(press("Escape"), true)).toEqual(nothing);
  });

  test("a Korean keyboard layout means the same keys", () => {
    const c = press("ㅊ", { code: "KeyC" });
    expect(readShortcut(c, false).shortcut).toEqual({ kind: "create" });
    expect(readShortcut(press("ㅎ", { code: "KeyG" }), false).isGoing).toBe(true);
  });

  test("a key that is held down acts once", () => {
    expect(readShortcut(press("c", { repeat: true }), false)).toEqual(nothing);
  });

  test.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])(
    "the browser's own shortcuts stay its own (%j)",
    (modifier) => {
      expect(readShortcut(press("c", modifier), false)).toEqual(nothing);
    },
  );
});

describe("while somebody types", () => {
  test.each(["/", "c", "?", "g"])("%s is only a character", (key) => {
    expect(readShortcut(press(key, { isTyping: true }), false)).toEqual(nothing);
  });

  test("g before and a letter inside a field do not navigate", () => {
    expect(readShortcut(press("c", { isTyping: true }), true)).toEqual(nothing);
  });

  test("Ctrl K still opens the palette", () => {
    const isTyping = true;
    const palette = { kind: "palette" };
    expect(readShortcut(press("k", { ctrlKey: true, isTyping }), false).shortcut).toEqual(palette);
    expect(readShortcut(press("k", { metaKey: true, isTyping }), false).shortcut).toEqual(palette);
    const korean = press("ㅏ", { code: "KeyK", ctrlKey: true });
    expect(readShortcut(korean, false).shortcut).toEqual(palette);
  });
});

test("nothing happens while Korean is being composed", () => {
  expect(readShortcut(press("ㅊ", { code: "KeyC", isComposing: true }), false)).toEqual(nothing);
  expect(readShortcut(press("Process", { code: "KeyC" }), false)).toEqual(nothing);
  expect(readShortcut(press("k", { ctrlKey: true, isComposing: true }), false)).toEqual(nothing);
});
