/** Excel holds 32,767 characters in a cell; a cell with more is refused with its row. */
const maxCharacters = 40_000;

export type SheetText = {
  open(tag: string): void;
  close(tag: string): void;
  add(part: string): void;
  /** The text since the last call. */
  take(): string;
};

/** Collects what a cell shows: its runs of text, without the marks that say how a word is read aloud. */
export function createSheetText(): SheetText {
  let text = "";
  let isReading = false;
  let phonetic = 0;
  return {
    open(tag) {
      if (tag === "rPh") phonetic += 1;
      else if (tag === "t" || tag === "v") isReading = phonetic === 0;
    },
    close(tag) {
      if (tag === "rPh") phonetic -= 1;
      else if (tag === "t" || tag === "v") isReading = false;
    },
    add(part) {
      if (isReading) text += part.slice(0, maxCharacters - text.length);
    },
    take() {
      const taken = text;
      text = "";
      return taken;
    },
  };
}
