/** What a word of a search is looked for as, in tables that are too large to be read through. */
export type SearchWord = {
  /** As written, NFC: what has to be in a name, an address or a phone number. */
  text: string;
  /**
   * As the index spells it: lower case, Hangul syllables taken apart, so that two syllables have
   * the three letters that a trigram needs.
   */
  letters: string;
  /** Of a phone number, whatever stands between its digits; undefined for other words. */
  digits: string | undefined;
  /** anywhere: has a trigram; start: too short for one; none: no letter or digit in it. */
  reach: "anywhere" | "start" | "none";
};

const mostWords = 8;

/** The words of a search; all of them have to match. */
export function searchWords(q: string): SearchWord[] {
  return q
    .normalize("NFC")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, mostWords)
    .map((text) => {
      const letters = text.normalize("NFD").toLowerCase();
      const digits = text.replace(/[().+-]/g, "");
      return {
        text,
        letters,
        digits: /^\d{3,}$/.test(digits) ? digits : undefined,
        reach: reachOf(letters),
      };
    });
}

function reachOf(letters: string): SearchWord["reach"] {
  if (hasTrigram(letters)) return "anywhere";
  return /[\p{L}\p{Nd}]/u.test(letters) ? "start" : "none";
}

/** Three letters in a row make a trigram; so do a sign and the letters after it. */
export function hasTrigram(letters: string): boolean {
  return /[\p{L}\p{Nd}]{3}|[^\p{L}\p{Nd}][\p{L}\p{Nd}]/u.test(letters);
}
