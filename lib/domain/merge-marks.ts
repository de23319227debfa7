/**
 * Private-use characters that stand for slots while a mail is rendered. Liquid never goes through
 * React (it would escape quotes) nor through the text conversion (it would upper-case names); a
 * mark survives both. All lie in U+E000–U+E00F, below the old-Hangul private-use area.
 */
const open = "\uE000";
const close = "\uE001";
const firstDigit = 0xe002;

/** Every character that a mark can consist of: taken out of typed content and contact data. */
const reserved = /[\uE000-\uE00F]/g;

const mark = /\uE000([\uE002-\uE00B]+)\uE001/g;

export function slotMark(id: number): string {
  const digits = Array.from(String(id), (digit) => String.fromCharCode(firstDigit + Number(digit)));
  return open + digits.join("") + close;
}

/** Splits text at its marks: `texts.length === ids.length + 1`. */
export function splitAtMarks(text: string): { texts: string[]; ids: number[] } {
  const parts = text.split(mark);
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    ids: parts.filter((_, index) => index % 2 === 1).map(readDigits),
  };
}

export function stripMarks(text: string): string {
  return text.replace(reserved, "");
}

function readDigits(digits: string): number {
  return Number(Array.from(digits, (char) => char.charCodeAt(0) - firstDigit).join(""));
}
