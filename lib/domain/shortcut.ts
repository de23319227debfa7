/** What the keyboard does anywhere outside a field. */
export type Shortcut =
  | { kind: "search" }
  | { kind: "create" }
  | { kind: "help" }
  | { kind: "palette" }
  | { kind: "go"; letter: string };

/** The part of a KeyboardEvent that decides. */
export type KeyPress = {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
  repeat: boolean;
  /** The focus is in a field, a list or a menu, where letters have a meaning already. */
  isTyping: boolean;
};

export type ShortcutStep = {
  shortcut: Shortcut | undefined;
  /** `g` was pressed: the next letter navigates. */
  isGoing: boolean;
};

/** One key press; `isGoing` is what the step before returned. */
export function readShortcut(press: KeyPress, isGoing: boolean): ShortcutStep {
  const none = { shortcut: undefined, isGoing: false };
  if (press.isComposing || press.key === "Process" || press.repeat) return none;
  const letter = letterOf(press);
  if ((press.ctrlKey || press.metaKey) && !press.altKey && !press.shiftKey && letter === "k") {
    return { shortcut: { kind: "palette" }, isGoing: false };
  }
  if (press.isTyping || press.ctrlKey || press.metaKey || press.altKey) return none;
  if (press.key === "Shift") return { shortcut: undefined, isGoing };
  if (isGoing) return { shortcut: letter ? { kind: "go", letter } : undefined, isGoing: false };
  if (press.key === "/") return { shortcut: { kind: "search" }, isGoing: false };
  if (press.key === "?") return { shortcut: { kind: "help" }, isGoing: false };
  if (press.shiftKey) return none;
  if (letter === "c") return { shortcut: { kind: "create" }, isGoing: false };
  return { shortcut: undefined, isGoing: letter === "g" };
}

/** With a Korean keyboard the C key says "ㅊ": then the key's place decides. */
function letterOf({ key, code }: KeyPress): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  if (/^[ㄱ-ㅣ]$/.test(key) && code.startsWith("Key")) return code.slice(3).toLowerCase();
  return undefined;
}
