/**
 * Private-use characters that stand for slots while a mail is rendered. Liquid never goes through
 * React (it would escape quotes) nor through the text conversion (it would upper-case names); a
 * mark survives both. All lie in U+E000–U+E00F, below the old-Hangul private-use area.
 */
const opening = { slot: "\uE000", from: "\uE00E", to: "\uE00F" } as const;
const close = "\uE001";
const firstDigit = 0xe002;

/** Every character that a mark can consist of: taken out of typed content and contact data. */
const reserved = /[\uE000-\uE00F]/g;

const mark = /([\uE000\uE00E\uE00F][\uE002-\uE00B]+\uE001)/g;

/** A slot, or the beginning (`from`) and end (`to`) of what only some people get. */
export type MarkKind = keyof typeof opening;

export function slotMark(id: number, kind: MarkKind = "slot"): string {
  const digits = Array.from(String(id), (digit) => String.fromCharCode(firstDigit + Number(digit)));
  return opening[kind] + digits.join("") + close;
}

/** Splits text at its marks: `texts.length === marks.length + 1`. */
export function splitAtMarks(text: string): {
  texts: string[];
  marks: { kind: MarkKind; id: number }[];
} {
  const parts = text.split(mark);
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    marks: parts.filter((_, index) => index % 2 === 1).map(readMark),
  };
}

/** What only some people get begins and ends with one empty line, whether they get it or not. */
export function tidyLinesAtMarks(text: string): string {
  return text.replace(/\n*([\uE00E\uE00F][\uE002-\uE00B]+\uE001)\n*/g, "\n\n$1");
}

export function stripMarks(text: string): string {
  return text.replace(reserved, "");
}

function readMark(text: string): { kind: MarkKind; id: number } {
  const digits = Array.from(text.slice(1, -1), (char) => char.charCodeAt(0) - firstDigit);
  const kind = text[0] === opening.from ? "from" : text[0] === opening.to ? "to" : "slot";
  return { kind, id: Number(digits.join("")) };
}
